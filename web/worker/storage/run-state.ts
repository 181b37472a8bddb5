import type { CurvePoint, TestPoint } from '../../protocol/messages';
import type { LoggedChange } from '../../protocol/recipe-log';

/** The figures of a run, as far as they go on with it. */
export interface ProgressState {
  steps: number;
  epochs: number;
  /** Examples seen in the present epoch. */
  seen: number;
  trainedMilliseconds: number;
  /** Losses and accuracies of the newest steps, oldest first. */
  recent: [loss: number, accuracy: number][];
  /** Step, loss and accuracy of every point of the curve, one point behind the other. */
  curve: Float64Array<ArrayBuffer>;
}

/** A run as it stands: given to another one of the same network and data, that one goes on from there. */
export interface RunState {
  /** The network and the data; only there does it mean anything. */
  of: string;
  /** Under which it is kept. */
  id: string;
  /** Of the core. */
  checkpoint: Uint8Array<ArrayBuffer>;
  progress: ProgressState;
  tests: TestPoint[];
  /** Absent in runs that were kept before there was a log. */
  changes?: LoggedChange[];
  /** Why its training had stopped by itself, in a sentence. */
  stopped?: string;
  /** What instruments have recorded of the run, by their ids; as `Session.records`. */
  records?: Record<string, unknown>;
}

/** What is kept of a run besides its record; `model`, its model file, of copies only. */
export interface StoredState extends RunState {
  model?: Uint8Array<ArrayBuffer>;
}

export function packCurve(points: readonly CurvePoint[]): Float64Array<ArrayBuffer> {
  const packed = new Float64Array(3 * points.length);
  points.forEach(({ step, loss, accuracy }, i) => packed.set([step, loss, accuracy], 3 * i));
  return packed;
}

export function unpackCurve(packed: Float64Array): CurvePoint[] {
  return Array.from({ length: Math.floor(packed.length / 3) }, (_, i) => ({
    step: packed[3 * i]!,
    loss: packed[3 * i + 1]!,
    accuracy: packed[3 * i + 2]!,
  }));
}
