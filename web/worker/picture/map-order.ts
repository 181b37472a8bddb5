/** So few maps stand side by side in their own order. */
const fewEnough = 3;

/**
 * In which order the maps of each layer are shown: the strongest for the picture first. While the
 * picture stays, so does the order: a map that is watched keeps its place.
 */
export class MapOrder {
  private readonly orders = new Map<string, readonly number[]>();
  private subject = '';

  /** @param subject The picture, and how often it was sorted: with another one everything is ordered anew. */
  begin(subject: string): void {
    if (subject === this.subject) return;
    this.subject = subject;
    this.orders.clear();
  }

  /** @param strengths One per map of the layer; asked only where there is no order yet. */
  of(layer: string, total: number, strengths: () => ArrayLike<number>): readonly number[] {
    let order = this.orders.get(layer);
    if (order?.length === total) return order;
    const own = Array.from({ length: total }, (_, i) => i);
    if (total > fewEnough) {
      const by = strengths();
      // What is no number comes last; equals stay in their own order.
      const size = (i: number): number => (Number.isNaN(by[i]) ? -1 : by[i]!);
      own.sort((a, b) => size(b) - size(a) || a - b);
    }
    order = own;
    this.orders.set(layer, order);
    return order;
  }
}
