import type { Frame, LayerFrame } from '../../protocol/messages';
import type { Column } from './columns';
import type { PictureKind, ScaleKind } from './hover';

/** The numbers behind one heat map. */
export interface PictureData {
  values: Float32Array;
  /** Parts of a tile in `values`. */
  depth: number;
  /** Which of the layer's maps or filters the tiles are, and how many it has. */
  indices: readonly number[];
  total: number;
  totalDepth: number;
}

/** Finds the numbers of a column's picture in a frame; nothing when the frame has none. */
export function pictureData(
  frame: Frame | undefined,
  column: Column,
  kind: ScaleKind | PictureKind,
): PictureData | undefined {
  if (!frame) return undefined;
  const layer: Pick<LayerFrame, 'maps' | 'filters'> | undefined =
    column.kind === 'input'
      ? { maps: frame.input }
      : frame.layers.find((one) => one.name === column.name);
  if (!layer) return undefined;
  if (kind === 'maps' || kind === 'mapGradients') {
    const { maps } = layer;
    const values = kind === 'maps' ? maps.values : maps.gradients;
    return values && { values, depth: 1, indices: maps.indices, total: maps.total, totalDepth: 1 };
  }
  // One tile: the channels are its parts, which lie on each other.
  if (kind === 'picture') {
    const { values, total } = layer.maps;
    return { values, depth: total, indices: [0], total: 1, totalDepth: total };
  }
  const { filters } = layer;
  if (!filters) return undefined;
  const values = {
    filters: filters.values,
    filterGradients: filters.gradients,
    filterUpdates: filters.updates,
  }[kind];
  const { depth, indices, total, totalDepth } = filters;
  return values && { values, depth, indices, total, totalDepth };
}
