import type { UnitArithmetic, UnitGradient, UnitRule, WeightArithmetic } from 'receptive';

/** What every explanation says of when it was made. */
export interface ExplainedAt {
  run: number;
  /** Steps that the network had trained. */
  step: number;
  /** The picture's label, or -1 for a drawing. */
  label: number;
}

export interface ExplainedUnit extends ExplainedAt {
  unit: UnitArithmetic;
}

/** How a layer that reads a unit computes: what comes back through it follows from that. */
export interface Reader {
  rule: UnitRule;
  /** It reads through a window that slides. */
  windowed: boolean;
}

export interface ExplainedGradient extends ExplainedAt {
  /** Of each layer among the gradient's parts. */
  readers: Record<string, Reader>;
  gradient: UnitGradient;
  /** The loss of this picture and the probabilities of the classes (scores, if the loss has none). */
  loss: number;
  probabilities: Float32Array;
}

export interface ExplainedWeight extends ExplainedAt {
  weight: WeightArithmetic;
}
