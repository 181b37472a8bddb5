/** Shows a stronger map instead of a weaker one only if it is stronger by this much. */
const clearlyStronger = 1.5;
/** Frames between two exchanges in one layer: maps that change places cannot be watched. */
const framesBetweenExchanges = 15;

interface Choice {
  shown: number[];
  smoothed: Float64Array;
  framesSinceExchange: number;
}

/**
 * Chooses which maps of a wide layer are shown. The first choice is the strongest, in that order;
 * from then on a map keeps its place until another one has become much stronger.
 */
export class Ranking {
  private readonly choices = new Map<string, Choice>();

  /** @param strengths One per map of the layer. */
  choose(layer: string, strengths: ArrayLike<number>, limit: number): number[] {
    const total = strengths.length;
    if (total <= limit) return Array.from({ length: total }, (_, i) => i);
    const key = `${limit} of ${layer}`;
    let choice = this.choices.get(key);
    if (!choice) {
      const smoothed = Float64Array.from(strengths);
      const order = Array.from(smoothed, (_, i) => i);
      order.sort((a, b) => smoothed[b]! - smoothed[a]! || a - b);
      choice = { shown: order.slice(0, limit), smoothed, framesSinceExchange: 0 };
      this.choices.set(key, choice);
      return [...choice.shown];
    }
    for (let i = 0; i < total; ++i) {
      choice.smoothed[i] = choice.smoothed[i]! * 0.9 + strengths[i]! * 0.1;
    }
    choice.framesSinceExchange += 1;
    if (choice.framesSinceExchange >= framesBetweenExchanges) exchange(choice);
    return [...choice.shown];
  }
}

function exchange(choice: Choice): void {
  const { shown, smoothed } = choice;
  const isShown = new Set(shown);
  let strongest = -1;
  for (let i = 0; i < smoothed.length; ++i) {
    if (isShown.has(i)) continue;
    if (strongest < 0 || smoothed[i]! > smoothed[strongest]!) strongest = i;
  }
  let weakest = 0;
  for (let place = 1; place < shown.length; ++place) {
    if (smoothed[shown[place]!]! < smoothed[shown[weakest]!]!) weakest = place;
  }
  if (strongest < 0 || shown.length === 0) return;
  if (smoothed[strongest]! > clearlyStronger * smoothed[shown[weakest]!]!) {
    shown[weakest] = strongest;
    choice.framesSinceExchange = 0;
  }
}
