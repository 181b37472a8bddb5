/**
 * Trains small convolutional networks in WebAssembly, in browsers and in Node.
 *
 * Tensors are channel-major (N, C, H, W) `Float32Array`s. Whatever is returned is a copy that the
 * caller may keep, change or transfer. Every function throws a `ReceptiveError` whose message names
 * the layer or argument, what was expected and what was found; a call that throws has changed nothing.
 */
export { ReceptiveError } from './border/errors.js';
export type { ErrorCode, ErrorParts } from './border/errors.js';
export { variants } from './builds.js';
export type { Variant, VariantSupport } from './builds.js';
export type { BytesOptions } from './data/bytes.js';
export type { EngineDataset, LabelledBytes, LabelledImages } from './data/dataset.js';
export type {
  DrawingOptions,
  DrawingStages,
  GreyPicture,
  PenStroke,
  PreparedDrawing,
  ScaledDrawing,
  StrokeOptions,
} from './data/drawing.js';
export type { DigitOptions, DrawnDigit, SentenceOptions, XoOptions } from './data/generators.js';
export type { IdxOptions } from './data/idx.js';
export type { Engine, Preset, SpecDescription, ThreadsInUse } from './engine.js';
export { load } from './load.js';
export type { LoadOptions } from './load.js';
export type * from './model/index.js';
