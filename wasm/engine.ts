import { checkBytes, readOptions } from './border/checks.js';
import type { Core } from './border/core.js';
import { ReceptiveError, unexpected } from './border/errors.js';
import { toJson } from './border/plain-json.js';
import { structure } from './border/structure.js';
import type { RawModule } from './border/raw-module.js';
import type { Variant } from './builds.js';
import { bytesDataset, type BytesOptions } from './data/bytes.js';
import { type EngineDataset, everything, type LabelledImages } from './data/dataset.js';
import {
  type DrawingOptions,
  type DrawingStages,
  figuresOf,
  type PenStroke,
  prepareDrawing,
  type PreparedDrawing,
  type ScaledDrawing,
  prepareStrokes,
  type StrokeOptions,
} from './data/drawing.js';
import {
  type DigitOptions,
  digitsDataset,
  drawnDigit,
  type DrawnDigit,
  sentenceDataset,
  type SentenceOptions,
  xoDataset,
  type XoOptions,
} from './data/generators.js';
import { idxDataset, type IdxOptions } from './data/idx.js';
import type { ModelRemarks } from './model/files.js';
import type { LayerInfo } from './model/layers.js';
import { makeModel, type Model } from './model/model.js';
import type { ModelSpec } from './model/spec.js';
import type { Started } from './variants.js';

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

/** What a network would be, without taking memory for it. */
export interface SpecDescription {
  layers: LayerInfo[];
  /** Bytes by role, as `Model.memory()`. */
  memory: Record<string, number>;
}

export interface Engine {
  readonly variant: Variant;
  /** Threads that train, the calling one among them. */
  readonly threads: number;
  /**
   * How many of them share the steps just now. On a busy machine one alone can be faster; that is
   * found out while models train on data of their own (`model.step()`), and no result depends on it.
   */
  readonly threadsInUse: ThreadsInUse;
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
  ): ScaledDrawing;
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
  /**
   * A trained network from its file (safetensors, as `saveWeights` and `receptive train --save` write
   * it). One that does not say what its network is made of takes `model(spec).loadWeights(file)`.
   */
  loadModel(file: Uint8Array, options?: { batchSize?: number }): Model;
  /** What a model file says besides its weights. */
  modelRemarks(file: Uint8Array): ModelRemarks;
  presets(): Preset[];
  /** Bytes that WebAssembly has taken from the host (it gives none back), and how many are in use. */
  memory(): { reserved: number; used: number };
  /** Ends the threads. Nothing that this engine made can be used afterwards. */
  dispose(): void;
}

/** `busy`: there are fewer than there were because the machine is busy. */
export interface ThreadsInUse {
  threads: number;
  busy: boolean;
}

export class CoreEngine implements Engine {
  readonly variant: Variant;
  readonly threads: number;
  readonly fallback?: string;
  readonly kernels: string;
  readonly #core: Core;
  readonly #end: () => void;
  #presets: Preset[] | undefined;

  constructor(core: Core, { variant, threads, fallback, end }: Started) {
    this.#core = core;
    this.#end = end;
    this.variant = variant;
    this.threads = threads;
    if (fallback !== undefined) this.fallback = fallback;
    this.kernels = core.call((raw) => raw.kernelsName());
  }

  get threadsInUse(): ThreadsInUse {
    return structure(this.#core.call((raw) => raw.threadsInUse()));
  }

  model(spec: ModelSpec): Model {
    return makeModel(this.#core, spec);
  }

  async readIdx(
    images: ArrayBuffer | Uint8Array,
    labels: ArrayBuffer | Uint8Array,
    options?: IdxOptions,
  ): Promise<LabelledImages> {
    return everything(await idxDataset(this.#core, images, labels, options));
  }

  async idxDataset(
    images: ArrayBuffer | Uint8Array,
    labels: ArrayBuffer | Uint8Array,
    options?: IdxOptions,
  ): Promise<EngineDataset> {
    return idxDataset(this.#core, images, labels, options);
  }

  xo(options: XoOptions): LabelledImages {
    return everything(xoDataset(this.#core, options));
  }

  xoDataset(options: XoOptions): EngineDataset {
    return xoDataset(this.#core, options);
  }

  digits(options: DigitOptions): LabelledImages {
    return everything(digitsDataset(this.#core, options));
  }

  digitsDataset(options: DigitOptions): EngineDataset {
    return digitsDataset(this.#core, options);
  }

  drawnDigit(options?: { seed?: number; index?: number }): DrawnDigit {
    return drawnDigit(this.#core, options);
  }

  sentenceDataset(options: SentenceOptions): EngineDataset {
    return sentenceDataset(this.#core, options);
  }

  sentenceWords(): string[] {
    return this.#core.call((raw) => raw.sentenceWords());
  }

  prepareDrawing(
    ink: Float32Array,
    height: number,
    width: number,
    options?: DrawingOptions,
  ): ScaledDrawing {
    return prepareDrawing(this.#core, ink, height, width, options);
  }

  prepareStrokes(
    strokes: readonly PenStroke[],
    options?: StrokeOptions,
  ): PreparedDrawing & { stages: DrawingStages } {
    return prepareStrokes(this.#core, strokes, options);
  }

  figuresOf(strokes: readonly PenStroke[]): number[] {
    return figuresOf(this.#core, strokes);
  }

  bytesDataset(options: BytesOptions): EngineDataset {
    return bytesDataset(this.#core, options);
  }

  specProblem(spec: ModelSpec): string {
    const { raw } = this.#core;
    try {
      this.#describe(raw, spec);
      return '';
    } catch (error) {
      if (!(error instanceof ReceptiveError)) throw error;
      if (error.code !== 'spec' && error.code !== 'argument') throw error;
      return error.message;
    }
  }

  describe(spec: ModelSpec): SpecDescription {
    return this.#describe(this.#core.raw, spec);
  }

  #describe(raw: RawModule, spec: ModelSpec): SpecDescription {
    return structure(
      this.#core.withText(toJson('model', spec), (text, bytes) => raw.describeSpec(text, bytes)),
    );
  }

  loadModel(file: Uint8Array, options: { batchSize?: number } = {}): Model {
    const given = readOptions('loadModel', options, ['batchSize']);
    const { spec } = this.modelRemarks(file);
    if (!spec) {
      const known = 'one that says what its network is made of, or model(spec).loadWeights(file)';
      throw unexpected('file', known, "no 'spec' among its remarks");
    }
    const model = makeModel(this.#core, { ...spec, ...given });
    try {
      model.loadWeights(file);
      return model;
    } catch (error) {
      model.dispose();
      throw error;
    }
  }

  modelRemarks(file: Uint8Array): ModelRemarks {
    checkBytes('file', file);
    return this.#core.withArrays([file], 0, ([at]) =>
      this.#core.raw.modelRemarks(at!, file.length),
    );
  }

  presets(): Preset[] {
    // They never change, and to write them takes the core some milliseconds.
    this.#presets ??= this.#core.call((raw) => raw.presets()) as unknown as Preset[];
    return structuredClone(this.#presets);
  }

  memory(): { reserved: number; used: number } {
    const used = this.#core.call((raw) => raw.usedBytes());
    return { reserved: this.#core.reservedBytes, used };
  }

  dispose(): void {
    this.#core.close();
    this.#end();
  }
}
