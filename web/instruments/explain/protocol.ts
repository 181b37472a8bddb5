import type { Reach, UnitArithmetic, UnitGradient, UnitRule, WeightArithmetic } from 'receptive';
import type { PictureChoice } from '../../protocol/messages';

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

/** Every number explained: forwards, backwards, one weight. */
export interface ExplainApi {
  /** Layer 'input' is the picture itself. Places are those of the layer's output, channel-major. */
  explainUnit(
    run: number,
    picture: PictureChoice,
    layer: string,
    place: number,
  ): Promise<ExplainedUnit>;
  /** A drawing needs `label`: what it is meant to be. */
  explainGradient(
    run: number,
    picture: PictureChoice,
    layer: string,
    place: number,
    label?: number,
  ): Promise<ExplainedGradient>;
  explainWeight(
    run: number,
    picture: PictureChoice,
    parameter: string,
    place: number,
    label?: number,
  ): Promise<ExplainedWeight>;
  /** What the unit reads and goes into, in every layer ('input' too). */
  reach(run: number, layer: string, place: number): Promise<Reach>;
}
