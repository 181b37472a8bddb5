/** The public types of a model and its subjects. */
export type { AscentOptions, AscentTargets } from './ascent.js';
export type {
  AttributionAnswer,
  ClassAttribution,
  OcclusionOptions,
  SmoothOptions,
} from './attribution.js';
export type { ModelEditing } from './editing.js';
export type {
  ExplainedLoss,
  GradientPart,
  ModelExplain,
  Reach,
  UnitArithmetic,
  UnitGradient,
  UnitReads,
  UnitRule,
  UnitWindow,
  WeightArithmetic,
} from './explain.js';
export type { ModelFeatures } from './features.js';
export type {
  HealthOptions,
  HealthReport,
  Histogram,
  LayerHealth,
  ModelHealth,
  WeightHealth,
} from './health.js';
export type { ModelRemarks, WeightMatch } from './files.js';
export type { LayerInspection } from './inspection.js';
export type { LayerInfo } from './layers.js';
export type { ModelLooks } from './looks.js';
export type { Model } from './model.js';
export type { Parameter } from './parameters.js';
export type { LossAndAccuracy, StepReport } from './report.js';
export type { ShiftProbe } from './shifts.js';
export type { SlidingNetwork, SlidingPeak } from './sliding.js';
export type { FeatureSpace, PlacedPicture } from './space.js';
export type * from './spec.js';
export type { TopTable } from './top-pictures.js';
