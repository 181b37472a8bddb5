export interface LossAndAccuracy {
  /** Mean over the examples. */
  loss: number;
  /** Share of the examples whose largest output is their label, 0..1. */
  accuracy: number;
}

export interface StepReport extends LossAndAccuracy {
  /** Steps taken since the start, this one included. */
  step: number;
  /** Whole passes over the training data that are complete. */
  epoch: number;
  /** Examples in this step. */
  examples: number;
  /** Of this step: the optimizer's times the schedule's factor. */
  learningRate: number;
}

/** Without what only a step tells. */
export function scoreOf({ loss, accuracy }: LossAndAccuracy): LossAndAccuracy {
  return { loss, accuracy };
}
