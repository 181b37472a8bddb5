import type { CellPlace } from '../paint/tiles';

/** What a picture of the network is of. */
export type PictureKind = 'filters' | 'maps' | 'filterGradients' | 'mapGradients';

/** The square under the pointer. */
export interface Hover {
  column: string;
  kind: PictureKind;
  place: CellPlace;
}
