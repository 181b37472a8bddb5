import type { CellPlace } from './tiles';

/** What a picture of the network is of: 'picture' is its input as one sees it, in colour. */
export type PictureKind = 'picture' | 'filters' | 'maps' | 'filterGradients' | 'mapGradients';

/** What a picture's colours stand for. */
export type ScaleKind = Exclude<PictureKind, 'picture'> | 'filterUpdates';

/** The square under the pointer. */
export interface Hover {
  column: string;
  kind: PictureKind;
  place: CellPlace;
}
