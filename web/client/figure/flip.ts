/** Where pictures stood before the view changed: a picture flies from there to its new place. */

const duration = 250;

function still(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** The places of all pictures below an element, by `data-place`. */
export function placesOf(root: ParentNode): Map<string, DOMRect> {
  const found = new Map<string, DOMRect>();
  for (const canvas of root.querySelectorAll<HTMLElement>('[data-place]')) {
    const box = canvas.getBoundingClientRect();
    if (box.width > 0) found.set(canvas.dataset.place!, box);
  }
  return found;
}

/**
 * Moves each picture that was somewhere else from there to where it is now, and lets the rest appear.
 * Nothing moves for those who prefer it so.
 */
export function flyFrom(before: ReadonlyMap<string, DOMRect>, root: HTMLElement): void {
  if (still() || before.size === 0) return;
  root.animate({ opacity: [0, 1] }, { duration, easing: 'ease-out' });
  for (const [place, box] of placesOf(root)) {
    const from = before.get(place);
    const picture = root.querySelector<HTMLElement>(`[data-place="${CSS.escape(place)}"]`);
    if (!from || !picture) continue;
    const scale = Math.min(from.width / box.width, from.height / box.height);
    picture.style.transformOrigin = '0 0';
    picture.animate(
      {
        transform: [
          `translate(${from.left - box.left}px, ${from.top - box.top}px) scale(${scale})`,
          'none',
        ],
      },
      { duration, easing: 'cubic-bezier(0.2, 0, 0.1, 1)' },
    );
  }
}
