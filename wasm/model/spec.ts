import type {
  AugmentationSpec,
  AveragingSpec,
  AveragingType,
  FitSpec,
  LayerSpec,
  LossSpec,
  LossType,
  OptimizerSpec,
  OptimizerType,
  PenaltySpec,
  RunSpec,
  ScheduleSpec,
  ScheduleType,
} from '../catalogue/specs.js';

export type * from '../catalogue/specs.js';

/** [channels, height, width] */
export type ExampleShape = [number, number, number];

/** Layer and argument names are Keras's in camelCase. A type alone has its default arguments. */
export interface ModelSpec extends RunSpec {
  input: ExampleShape;
  layers: LayerSpec[];
  /** Default 'softmaxCrossEntropy'. */
  loss?: LossSpec | LossType;
  /** Default 'sgd'. */
  optimizer?: OptimizerSpec | OptimizerType;
  /** Factors of the learning rate over the epochs. Default 'constant'. */
  schedule?: ScheduleSpec | ScheduleType;
  /** What `predict` and `evaluate` use: the weights themselves ('none') or an average of them. */
  averaging?: AveragingSpec | AveragingType;
  penalty?: PenaltySpec;
  augmentation?: AugmentationSpec;
  fit?: FitSpec;
}
