import type { Frame } from '../../shared/messages';
import { steadyLimit } from '../renderers/palette';
import type { PictureKind } from './view.svelte';

type Limits = Record<PictureKind, number>;

const none: Limits = { maps: 0, filters: 0, mapGradients: 0, filterGradients: 0 };

/**
 * Ends of the symmetric scales: of each kind over the whole network, and of each layer. They move
 * in round numbers and rarely, so that a colour keeps its meaning from one frame to the next.
 */
export class LimitKeeper {
  private shared: Limits = { ...none };
  private layers = new Map<string, Limits>();

  clear(): void {
    this.shared = { ...none };
    this.layers.clear();
  }

  follow(frame: Frame): void {
    const all = { ...none };
    frame.layers.forEach((layer, i) => {
      const own: Limits = {
        maps: layer.limits.values,
        mapGradients: layer.limits.gradients,
        filters: layer.limits.weights,
        filterGradients: layer.limits.weightGradients,
      };
      this.layers.set(layer.name, steady(this.layers.get(layer.name) ?? none, own));
      for (const kind of Object.keys(all) as PictureKind[]) {
        // The classes' scores are shown as bars; as colours they would drown the maps before them.
        if (kind === 'maps' && i === frame.layers.length - 1) continue;
        all[kind] = Math.max(all[kind], own[kind]);
      }
    });
    this.shared = steady(this.shared, all);
  }

  of(kind: PictureKind, column?: string): number {
    const own = column === undefined ? undefined : this.layers.get(column);
    return (own ?? this.shared)[kind];
  }
}

function steady(shown: Limits, largest: Limits): Limits {
  return {
    maps: steadyLimit(shown.maps, largest.maps),
    filters: steadyLimit(shown.filters, largest.filters),
    mapGradients: steadyLimit(shown.mapGradients, largest.mapGradients),
    filterGradients: steadyLimit(shown.filterGradients, largest.filterGradients),
  };
}
