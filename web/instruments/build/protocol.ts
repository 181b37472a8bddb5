import type { LayerInfo } from 'receptive';
import type { Problem } from '../../protocol/errors';

/** What a network that is being put together would be. */

export type Shape = LayerInfo['outputShape'];

/** Why a network cannot be made, and the layer at which it fails (-1: none in particular). */
export interface DraftProblem extends Problem {
  layer: number;
  /** Shapes of what that layer reads, as far as they are known. */
  reads?: Shape[];
  /**
   * Where it reads maps of a single square: the layer that made them of larger ones, such as a
   * flatten.
   */
  behind?: number;
  /** Nothing is wrong with the layer but that no later one reads it. */
  unread?: true;
}

/** What one layer of a draft would be. */
export interface DraftLayer {
  outputShape: Shape;
  parameterCount: number;
  multiplyAdds: number;
  /** What the layer was made with, defaults filled in. */
  settings: Record<string, unknown>;
  note?: string;
}

export interface DraftDescription {
  run: number;
  /** In the order of the draft; those from the problem on are missing. */
  layers: DraftLayer[];
  problem?: DraftProblem;
  /** Bytes while training, by role; absent with a problem. */
  memory?: Record<string, number>;
}
