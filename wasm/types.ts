/**
 * The public types of the package: what `load()` gives and takes.
 *
 * Tensors are channel-major (N, C, H, W) `Float32Array`s. Whatever is returned is a copy that the
 * caller may keep, change or transfer. Every function throws an `Error` whose message names the
 * layer or argument, what was expected and what was found; a call that throws has changed nothing.
 */

import type { SpecDescription } from './types/editing.js';
import type { Model, ModelSpec } from './types/model.js';
import type {
  BytesOptions,
  CsvOptions,
  DigitOptions,
  DrawnDigit,
  EngineDataset,
  IdxOptions,
  LabelledImages,
  NpyOptions,
  SentenceOptions,
  XoOptions,
} from './types/data.js';
import type {
  DrawingOptions,
  DrawingStages,
  PenStroke,
  PreparedDrawing,
  StrokeOptions,
} from './types/drawing.js';

export type * from './types/data.js';
export type * from './types/drawing.js';
export type * from './types/editing.js';
export type * from './types/explain.js';
export type * from './types/features.js';
export type * from './types/health.js';
export type * from './types/looks.js';
export type * from './types/model.js';

/**
 * A build of the core. 'simd' is complete and runs anywhere; relaxed SIMD rounds a multiply-add once
 * instead of twice where the processor can; threads need cross-origin isolation in a page.
 */
export type Variant = 'simd' | 'simd-threads' | 'relaxed-simd' | 'relaxed-simd-threads';

export interface VariantSupport {
  variant: Variant;
  /** Can use more than one thread. */
  threads: boolean;
  /** What this host lacks for it, in words; empty when it can run here. */
  lacks: string[];
}

export interface LoadOptions {
  /** 'auto' (default) takes the fastest build that starts on this host. */
  variant?: Variant | 'auto';
  /**
   * Threads to train with, 1..64; by default as many as there are processors, up to 4. Builds
   * without threads always use 1. On one build the results are the same for any number.
   */
  threads?: number;
}

/** A network of the books with the recipe that trains it. */
export interface Preset {
  name: string;
  title: string;
  /** One plain sentence. */
  description: string;
  /** Where it comes from, and the published figure if there is one. */
  source: string;
  /** Data sets it fits: 'xo' (9x9), 'xo28', 'mnist' (any 1x28x28 digits), 'sentences'. */
  data: string[];
  spec: ModelSpec;
  /** Epochs that the recipe trains for. */
  epochs: number;
  /** For a committee: the digit widths of its columns, each a net of its own; otherwise empty. */
  columns: number[];
}

export interface Engine {
  readonly variant: Variant;
  /** Threads that train, the calling one among them. */
  readonly threads: number;
  /** Why a faster build that this host has everything for could not be started. Absent if none failed. */
  readonly fallback?: string;
  /** Name of the instruction set that the kernels use ('wasm'). */
  readonly kernels: string;
  model(spec: ModelSpec): Model;
  /** gz or plain. Resolves with everything as float32 in 0..1. */
  readIdx(
    images: ArrayBuffer | Uint8Array,
    labels: ArrayBuffer | Uint8Array,
    options?: IdxOptions,
  ): Promise<LabelledImages>;
  /** The same, kept in the engine's memory as bytes (a quarter of the size). */
  idxDataset(
    images: ArrayBuffer | Uint8Array,
    labels: ArrayBuffer | Uint8Array,
    options?: IdxOptions,
  ): Promise<EngineDataset>;
  /** A line for each picture: a label and its pixels (core/data/readers/csv_reader.h has the rules). */
  csvDataset(file: ArrayBuffer | Uint8Array, options?: CsvOptions): EngineDataset;
  /**
   * NumPy arrays in .npy files: images (N, H, W), (N, H, W, C), (N, C, H, W) or (N, pixels), labels
   * (N,); see core/data/readers/npy_reader.h.
   */
  npyDataset(
    images: ArrayBuffer | Uint8Array,
    labels: ArrayBuffer | Uint8Array,
    options?: NpyOptions,
  ): EngineDataset;
  xo(options: XoOptions): LabelledImages;
  xoDataset(options: XoOptions): EngineDataset;
  /**
   * Handwritten-looking digits in MNIST's form, 28x28, written anew for each example along the ways
   * in which people write them. Example i depends on seed and i only; the classes are balanced.
   */
  digits(options: DigitOptions): LabelledImages;
  digitsDataset(options: DigitOptions): EngineDataset;
  /** The strokes behind picture `index` (default 0) of that seed, somewhere on a pad. */
  drawnDigit(options?: { seed?: number; index?: number }): DrawnDigit;
  /**
   * A small text task: opinions of seven words, classes negative and positive. A value is the index
   * of a word in `sentenceWords()`.
   */
  sentenceDataset(options: SentenceOptions): EngineDataset;
  sentenceWords(): string[];
  /** Pixels 0 (paper) to 1 (ink), row by row, as MNIST's pictures were prepared (LeCun et al.). */
  prepareDrawing(
    ink: Float32Array,
    height: number,
    width: number,
    options?: DrawingOptions,
  ): PreparedDrawing;
  /** The same for the strokes of a pen, and what each stage made of them. */
  prepareStrokes(
    strokes: readonly PenStroke[],
    options?: StrokeOptions,
  ): PreparedDrawing & { stages: DrawingStages };
  /**
   * Several digits on one pad: for each stroke the number of the figure that it belongs to. Figures
   * are numbered from 0 as they are read, line by line and from left to right.
   */
  figuresOf(strokes: readonly PenStroke[]): number[];
  /** A set of bytes, as files, drawings or another engine give them. */
  bytesDataset(options: BytesOptions): EngineDataset;
  /** Why `model(spec)` would fail, or '' when it would not. Takes no memory for the network. */
  specProblem(spec: ModelSpec): string;
  /** What `model(spec)` would be, without making it; throws what that would throw. */
  describe(spec: ModelSpec): SpecDescription;
  /** A trained network from its file (safetensors, as `receptive train --save` writes it). */
  loadModel(file: Uint8Array, options?: { batchSize?: number }): Model;
  presets(): Preset[];
  /** Bytes that WebAssembly has taken from the host (it gives none back), and how many are in use. */
  memory(): { reserved: number; used: number };
  /** Ends the threads. Nothing that this engine made can be used afterwards. */
  dispose(): void;
}
