import type { CameraPlace } from '../../protocol/link-place';
import type { Box } from './plan/surface';

/**
 * Where one looks: the ground is shown `zoom` times as large as it was planned, and moved by `x` and `y`
 * device pixels to the left and up.
 */
export interface Camera {
  zoom: number;
  x: number;
  y: number;
}

/** The ground that there is, and the window that shows some of it; device pixels. */
export interface Sight {
  ground: Box;
  window: Box;
}

/** Every square is to be so large, in device pixels, that its number can be read; and no larger. */
export const mostZoom = (smallestCell: number, ratio: number): number =>
  Math.max(4, (72 * ratio) / Math.max(1, smallestCell));

/** Everything in sight. */
export function fitted({ ground, window }: Sight): Camera {
  const zoom = Math.min(1, window.width / ground.width);
  return clamped({ zoom, x: 0, y: 0 }, { ground, window });
}

/** The same, as far as it shows no more than the ground and all that there is room for. */
export function clamped({ zoom, x, y }: Camera, { ground, window }: Sight): Camera {
  return {
    zoom,
    x: within(x, ground.width * zoom, window.width),
    y: within(y, ground.height * zoom, window.height),
  };
}

/** What is smaller than the window stands in its middle. */
function within(offset: number, length: number, room: number): number {
  if (length <= room) return -(room - length) / 2;
  return Math.min(Math.max(0, offset), length - room);
}

/** From a place on the ground to the window. */
export function toWindow(
  { zoom, x, y }: Camera,
  { ground, window }: Sight,
  left: number,
  top: number,
): { x: number; y: number } {
  return {
    x: window.left + (left - ground.left) * zoom - x,
    y: window.top + (top - ground.top) * zoom - y,
  };
}

/** From a place in the window to the ground. */
export function toGround(
  { zoom, x, y }: Camera,
  { ground, window }: Sight,
  left: number,
  top: number,
): { x: number; y: number } {
  return {
    x: ground.left + (left - window.left + x) / zoom,
    y: ground.top + (top - window.top + y) / zoom,
  };
}

/** Nearer or further by a factor; what lies under a point of the window stays there. */
export function zoomedAt(
  camera: Camera,
  sight: Sight,
  factor: number,
  at: { x: number; y: number },
  most: number,
): Camera {
  const least = fitted(sight).zoom;
  const zoom = Math.min(most, Math.max(least, camera.zoom * factor));
  const { x, y } = toGround(camera, sight, at.x, at.y);
  const { ground, window } = sight;
  return clamped(
    {
      zoom,
      x: (x - ground.left) * zoom - (at.x - window.left),
      y: (y - ground.top) * zoom - (at.y - window.top),
    },
    sight,
  );
}

/**
 * Near enough to a box that it fills the window but for some air around it. What is much higher than wide
 * is seen from its top on, so that it comes nearer at all.
 *
 * @param head At the top of the window, what is kept for the heading.
 */
export function lookingAt(box: Box, sight: Sight, most: number, head = 0, air = 0.9): Camera {
  const { ground, window } = sight;
  const least = fitted(sight).zoom;
  const across = (air * window.width) / box.width;
  const room = window.height - head;
  const down = (air * room) / box.height;
  const wanted = Math.min(across, Math.max(down, 2.2 * Math.min(1, across)));
  const zoom = Math.min(most, Math.max(least, wanted));
  const high = box.height * zoom;
  const top = (box.top - ground.top) * zoom;
  return clamped(
    {
      zoom,
      x: (box.left + box.width / 2 - ground.left) * zoom - window.width / 2,
      y: high > room ? top - head - room * 0.05 : top + high / 2 - head - room / 2,
    },
    sight,
  );
}

/** Where a camera is, on a window of any size; nothing where everything is in sight. */
export function placeOf({ zoom, x, y }: Camera, sight: Sight): CameraPlace | undefined {
  const near = rounded(zoom / fitted(sight).zoom);
  if (near <= 1) return undefined;
  const { ground, window } = sight;
  const share = (middle: number, length: number): number =>
    rounded(Math.min(1, Math.max(0, middle / (length * zoom))));
  return {
    near,
    x: share(x + window.width / 2, ground.width),
    y: share(y + window.height / 2, ground.height),
  };
}

/** A thousandth of the ground is less than one notices. */
const rounded = (value: number): number => Math.round(1000 * value) / 1000;

/** The camera at a place. */
export function cameraAt(place: CameraPlace | undefined, sight: Sight, most: number): Camera {
  const whole = fitted(sight);
  if (!place) return whole;
  const { ground, window } = sight;
  const zoom = Math.min(most, whole.zoom * place.near);
  return clamped(
    {
      zoom,
      x: place.x * ground.width * zoom - window.width / 2,
      y: place.y * ground.height * zoom - window.height / 2,
    },
    sight,
  );
}

/** Moved as little as it takes to have a box in sight, as near as it was. */
export function including(camera: Camera, box: Box, sight: Sight): Camera {
  const { ground, window } = sight;
  const along = (offset: number, from: number, length: number, room: number): number => {
    const [start, end] = [from * camera.zoom, (from + length) * camera.zoom];
    if (end - start > room || start < offset) return start;
    return end > offset + room ? end - room : offset;
  };
  return clamped(
    {
      zoom: camera.zoom,
      x: along(camera.x, box.left - ground.left, box.width, window.width),
      y: along(camera.y, box.top - ground.top, box.height, window.height),
    },
    sight,
  );
}

/** On the way from one to another, 0 to 1: the zoom changes by equal factors. */
export function between(from: Camera, to: Camera, share: number): Camera {
  if (share >= 1) return to;
  const zoom = from.zoom * (to.zoom / from.zoom) ** share;
  // The middle of the view moves straight on the ground while the zoom changes.
  const t = to.zoom === from.zoom ? share : (zoom - from.zoom) / (to.zoom - from.zoom);
  const at = (a: number, b: number): number => a + (b - a) * t;
  return { zoom, x: at(from.x, to.x), y: at(from.y, to.y) };
}
