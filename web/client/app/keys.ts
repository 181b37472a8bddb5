import type { ShownRun } from '../run/shown-run.svelte';
import type { View } from '../view/view.svelte';
import { describeColumns } from '../paint/columns';

/**
 * The keys of the whole page, which the first group of words/keys.ts lists. Listens on the whole window, except while
 * something is typed or chosen. Returns the undoing.
 */
export function listenToKeys(session: ShownRun, view: View): () => void {
  const listener = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTaken(event)) return;
    if (act(session, view, event)) event.preventDefault();
  };
  window.addEventListener('keydown', listener);
  return () => window.removeEventListener('keydown', listener);
}

/** Keys that belong to what has the focus: text, choices, and space on a button. */
function isTaken(event: KeyboardEvent): boolean {
  // Also when the element that had the focus is gone, and the body has it.
  if (document.querySelector('dialog[open]')) return true;
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('input, select, textarea, dialog, [role=tablist]')) return true;
  return event.key === ' ' && target.closest('button, a, summary') !== null;
}

function act(session: ShownRun, view: View, event: KeyboardEvent): boolean {
  switch (event.key) {
    case ' ':
      // A key that is held down must not flicker between Train and Pause.
      if (!event.repeat) void session.toggle();
      return true;
    case 'ArrowRight':
      void session.step();
      return true;
    case 'r':
    case 'R':
      if (!event.repeat) void session.reset(event.shiftKey);
      return true;
    case 's':
      void session.toggleSlow();
      return true;
    case 'g':
      view.switchMode();
      return true;
    case 'd':
      document.getElementById('drawing-pad')?.focus();
      return true;
    case '?':
      view.helpOpen = true;
      return true;
    default:
      return /^[1-9]$/.test(event.key) && select(session.setUp, view, Number(event.key));
  }
}

/** The heading of the slab that a layer is, or is folded into. */
function headOf(layer: string): HTMLElement | null {
  return document.querySelector(`[data-layers~="${CSS.escape(layer)}"]`);
}

function select(setUp: ShownRun['setUp'], view: View, place: number): boolean {
  const column = setUp && describeColumns(setUp)[place];
  if (!column) return false;
  view.selected = view.selected === column.name ? undefined : column.name;
  // From its heading the arrow keys go on to its numbers.
  if (view.selected) headOf(column.name)?.focus({ preventScroll: true });
  return true;
}
