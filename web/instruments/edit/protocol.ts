import type { LayerInfo, LayerSpec, LossType } from 'receptive';
import type { Problem } from '../../protocol/errors';
import type { KernelName, KernelScale } from '../../protocol/kernels';

/** Changes of the network: filters painted, frozen, swapped; networks built by layers. */

/** One filter of a convolution, or the row of one unit of a dense layer. */
export interface FilterPlace {
  /** Name of the layer. */
  layer: string;
  /** From 0, in the layer's own order. */
  index: number;
}

export interface FilterView extends FilterPlace {
  run: number;
  /** Steps that were trained when it was read. */
  step: number;
  /** Filters of the layer. */
  count: number;
  /** (depth, height, width): input channels by window; a dense row has the shape of what it reads. */
  depth: number;
  height: number;
  width: number;
  values: Float32Array<ArrayBuffer>;
  /** Absent where the layer has none. */
  bias?: number;
  frozen: boolean;
}

/** Squares of one filter and what they are to be; the bias stands behind the last of them. */
export interface FilterChange extends FilterPlace {
  at: number[];
  values: number[];
}

export interface KernelRequest extends FilterPlace {
  kernel: KernelName;
  /** 'all': every input channel gets the same. */
  channel: number | 'all';
  scale: KernelScale;
}

/** The filters of each layer that are held as they are; layers without one are left out. */
export interface FrozenFilters {
  run: number;
  layers: Record<string, number[]>;
}

/** A quick measurement, so that a change by hand is judged at once. */
export interface QuickTest {
  run: number;
  step: number;
  accuracy: number;
  loss: number;
  /** Test pictures that it was made on, spread over the test set. */
  examples: number;
}

/** A network that is being put together. */
export interface Draft {
  layers: LayerSpec[];
  loss?: LossType;
}

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

export interface EditApi {
  filter(run: number, place: FilterPlace): Promise<FilterView>;
  /** Takes effect at once, in the answers too; training goes on from there. */
  setFilter(run: number, change: FilterChange): Promise<FilterView>;
  /** What a known filter would be here, as values for `setFilter`; nothing is changed. */
  kernel(run: number, request: KernelRequest): Promise<FilterChange>;
  /** New starting values by the layer's own rule, as values for `setFilter`. */
  randomFilter(run: number, place: FilterPlace, seed: number): Promise<FilterChange>;
  /** Training leaves the filter and its bias alone, whatever the optimizer. */
  freeze(run: number, place: FilterPlace, on: boolean): Promise<FrozenFilters>;
  frozen(run: number): Promise<FrozenFilters>;
  /** On at most 1,000 test pictures, and on fewer where they take longer than `milliseconds`. */
  quickTest(run: number, milliseconds: number): Promise<QuickTest>;
  /** For the present run's pictures and classes; the last dense layer gets a unit for each class. */
  describeDraft(run: number, draft: Draft): Promise<DraftDescription>;
  /** Why each of these drafts would fail; undefined for those that would not. */
  tryDrafts(run: number, drafts: Draft[]): Promise<(DraftProblem | undefined)[]>;
}
