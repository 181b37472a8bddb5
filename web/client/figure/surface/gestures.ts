/** What a pointer asks for; places in CSS pixels from the element's corner. */
export interface Asked {
  point(x: number, y: number): void;
  leave(): void;
  press(x: number, y: number): void;
  /** A double press. */
  open(x: number, y: number): void;
  /** The ground is drawn along: what is further right and down comes into sight. */
  pan(x: number, y: number): void;
  /** @param factor Above 1: nearer. */
  zoom(factor: number, x: number, y: number): void;
  /** All of the ground is in sight. */
  isWhole(): boolean;
  /** One finger and the wheel scroll the page while everything is in sight. */
  scrolls(): boolean;
}

/** A pointer that moves less far has pressed; one that moves further draws the ground along. */
const slack = 4;
const twice = 350;

/** Listens to mouse, pen, fingers and wheel over an element. Returns the undoing. */
export function gestures(element: HTMLElement, asked: Asked): () => void {
  const held = new Map<number, { x: number; y: number }>();
  let drawn = false;
  let start = { x: 0, y: 0 };
  let lastPress = { time: -Infinity, x: 0, y: 0 };
  /** Control is really held down: then the wheel is the browser's own zoom. */
  let control = false;

  const at = (event: MouseEvent): { x: number; y: number } => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const isControl = (target: EventTarget | null): boolean =>
    target instanceof Element && target.closest('button, a, input, [data-unit]') !== null;

  const down = (event: PointerEvent): void => {
    if (event.button !== 0 || isControl(event.target)) return;
    held.set(event.pointerId, at(event));
    if (held.size === 1) {
      drawn = false;
      start = at(event);
      asked.point(start.x, start.y);
    }
  };

  const move = (event: PointerEvent): void => {
    const now = at(event);
    const before = held.get(event.pointerId);
    if (!before) {
      if (event.pointerType === 'mouse' && !isControl(event.target)) asked.point(now.x, now.y);
      return;
    }
    if (held.size === 2) {
      const other = [...held].find(([id]) => id !== event.pointerId)![1];
      const length = (a: { x: number; y: number }) => Math.hypot(a.x - other.x, a.y - other.y);
      const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
      drawn = true;
      asked.zoom(length(now) / Math.max(1, length(before)), middle.x, middle.y);
      asked.pan((before.x - now.x) / 2, (before.y - now.y) / 2);
    } else if (
      !asked.isWhole() &&
      (drawn || Math.hypot(now.x - start.x, now.y - start.y) > slack)
    ) {
      if (!drawn) element.setPointerCapture(event.pointerId);
      drawn = true;
      asked.pan(before.x - now.x, before.y - now.y);
    } else {
      return;
    }
    held.set(event.pointerId, now);
  };

  const up = (event: PointerEvent): void => {
    if (!held.delete(event.pointerId) || drawn || event.type === 'pointercancel') return;
    // Lifted elsewhere, it has pressed nothing.
    if (!(event.target instanceof Node && element.contains(event.target))) return;
    const { x, y } = at(event);
    const again =
      event.timeStamp - lastPress.time < twice &&
      Math.hypot(x - lastPress.x, y - lastPress.y) < 3 * slack;
    lastPress = { time: again ? -Infinity : event.timeStamp, x, y };
    if (again) asked.open(x, y);
    else asked.press(x, y);
  };

  const wheel = (event: WheelEvent): void => {
    // A pinch on a touchpad comes as a wheel with Control that nobody holds.
    if (event.ctrlKey && control) return;
    if (!event.ctrlKey && asked.scrolls() && asked.isWhole()) return;
    event.preventDefault();
    const { x, y } = at(event);
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    const speed = event.ctrlKey ? 0.01 : 0.002;
    if (event.shiftKey) asked.pan(event.deltaY * lines + event.deltaX, 0);
    else asked.zoom(Math.exp(-event.deltaY * lines * speed), x, y);
  };

  /** Two fingers are ours; else the browser would scroll with them and take the pointers away. */
  const touch = (event: TouchEvent): void => {
    if (event.touches.length > 1 && event.cancelable) event.preventDefault();
  };

  const keys = (event: KeyboardEvent): void => {
    control = event.ctrlKey;
  };

  const undo = [
    on(element, 'pointerdown', down),
    on(element, 'pointermove', move),
    on(window, 'pointerup', up),
    on(window, 'pointercancel', up),
    on(element, 'pointerleave', () => {
      if (held.size === 0) asked.leave();
    }),
    on(element, 'wheel', wheel, { passive: false }),
    on(element, 'touchstart', touch, { passive: false }),
    on(element, 'touchmove', touch, { passive: false }),
    on(window, 'keydown', keys),
    on(window, 'keyup', keys),
    on(window, 'blur', () => (control = false)),
  ];
  return () => {
    for (const one of undo) one();
  };
}

function on<Type extends keyof WindowEventMap>(
  target: Window | HTMLElement,
  type: Type,
  listener: (event: WindowEventMap[Type]) => void,
  options?: AddEventListenerOptions,
): () => void {
  target.addEventListener(type, listener as EventListener, options);
  return () => target.removeEventListener(type, listener as EventListener, options);
}
