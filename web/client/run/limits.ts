import type { Frame } from '../../protocol/messages';
import { steadyLimit } from '../paint/palette';
import type { ScaleKind } from '../paint/hover';

type Limits = Record<ScaleKind, number>;

const none: Limits = {
  maps: 0,
  filters: 0,
  mapGradients: 0,
  filterGradients: 0,
  filterUpdates: 0,
};
const kinds = Object.keys(none) as ScaleKind[];

/**
 * Ends of the symmetric scales: of each kind over the whole network, and of each layer. They move
 * in round numbers and rarely, so that a colour keeps its meaning from one frame to the next.
 */
export class LimitKeeper {
  private shared: Limits = { ...none };
  private layers = new Map<string, Limits>();
  /** What each layer had when it was seen last: of those out of sight nothing newer is known. */
  private readonly seen = new Map<string, Limits>();

  clear(): void {
    this.shared = { ...none };
    this.layers.clear();
    this.seen.clear();
  }

  follow(frame: Frame): void {
    const input = { ...none, mapGradients: frame.inputLimit ?? 0 };
    this.layers.set('input', steady(this.layers.get('input') ?? none, input));
    frame.layers.forEach((layer, i) => {
      const own: Limits = {
        maps: layer.limits.values,
        mapGradients: layer.limits.gradients,
        filters: layer.limits.weights,
        filterGradients: layer.limits.weightGradients,
        filterUpdates: layer.limits.updates ?? 0,
      };
      this.layers.set(layer.name, steady(this.layers.get(layer.name) ?? none, own));
      // The classes' scores are shown as bars; as colours they would drown the maps before them.
      const last = i === frame.layers.length - 1;
      this.seen.set(layer.name, last ? { ...own, maps: 0 } : own);
    });
    const all = { ...none };
    for (const own of this.seen.values()) {
      for (const kind of kinds) all[kind] = Math.max(all[kind], own[kind]);
    }
    this.shared = steady(this.shared, all);
  }

  /** Of all layers, or of one; of several that share a scale, the largest. */
  of(kind: ScaleKind, columns?: string | readonly string[]): number {
    if (columns === undefined) return this.shared[kind];
    const names = typeof columns === 'string' ? [columns] : columns;
    const own = names.map((name) => this.layers.get(name)?.[kind] ?? 0);
    const most = Math.max(0, ...own);
    return most > 0 ? most : names.some((name) => this.layers.has(name)) ? 0 : this.shared[kind];
  }
}

function steady(shown: Limits, largest: Limits): Limits {
  const limits = { ...none };
  for (const kind of kinds) limits[kind] = steadyLimit(shown[kind], largest[kind]);
  return limits;
}
