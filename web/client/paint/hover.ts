import type { CellPlace } from './tiles';

/** What a picture of the network is of. */
export type PictureKind = 'filters' | 'maps' | 'filterGradients' | 'mapGradients';

/** What a picture's colours stand for. */
export type ScaleKind = PictureKind | 'filterUpdates';

/** The square under the pointer. */
export interface Hover {
  column: string;
  kind: PictureKind;
  place: CellPlace;
}
