import { checkBytes, checkNumber, checkOptions, checkSeed, checkWhole } from './checks.js';
import type { Core } from './core.js';
import { bytesDataset, CoreDataset } from './dataset.js';
import { digitsDataset, drawnDigit } from './digits.js';
import { figuresOf, prepareDrawing, prepareStrokes } from './drawing.js';
import { idxDataset } from './idx.js';
import { CoreModel } from './model.js';
import { toJson } from './plain-json.js';
import { csvDataset, npyDataset } from './readers.js';
import type {
  BytesOptions,
  CsvOptions,
  DigitOptions,
  DrawingOptions,
  DrawingStages,
  DrawnDigit,
  Engine,
  EngineDataset,
  IdxOptions,
  LabelledImages,
  Model,
  ModelSpec,
  NpyOptions,
  PenStroke,
  PreparedDrawing,
  Preset,
  SentenceOptions,
  SpecDescription,
  StrokeOptions,
  Variant,
  XoOptions,
} from './types.js';
import type { Started } from './variants.js';

const largestInt = 2 ** 31 - 1;

export class CoreEngine implements Engine {
  readonly variant: Variant;
  readonly threads: number;
  readonly fallback?: string;
  readonly kernels: string;
  readonly #core: Core;
  readonly #end: () => void;
  #presets: string | undefined;

  constructor(core: Core, { variant, threads, fallback, end }: Started) {
    this.#core = core;
    this.#end = end;
    this.variant = variant;
    this.threads = threads;
    if (fallback !== undefined) this.fallback = fallback;
    this.kernels = core.call((module) => module.kernelsName());
  }

  model(spec: ModelSpec): Model {
    return new CoreModel(this.#core, spec);
  }

  async readIdx(
    images: ArrayBuffer | Uint8Array,
    labels: ArrayBuffer | Uint8Array,
    options?: IdxOptions,
  ): Promise<LabelledImages> {
    return everything(idxDataset(this.#core, images, labels, options));
  }

  async idxDataset(
    images: ArrayBuffer | Uint8Array,
    labels: ArrayBuffer | Uint8Array,
    options?: IdxOptions,
  ): Promise<EngineDataset> {
    return idxDataset(this.#core, images, labels, options);
  }

  csvDataset(file: ArrayBuffer | Uint8Array, options?: CsvOptions): EngineDataset {
    return csvDataset(this.#core, file, options);
  }

  npyDataset(
    images: ArrayBuffer | Uint8Array,
    labels: ArrayBuffer | Uint8Array,
    options?: NpyOptions,
  ): EngineDataset {
    return npyDataset(this.#core, images, labels, options);
  }

  xo(options: XoOptions): LabelledImages {
    return everything(this.#makeXo(options));
  }

  xoDataset(options: XoOptions): EngineDataset {
    return this.#makeXo(options);
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
    checkOptions('sentences', options ?? null, ['count', 'seed']);
    const { count, seed = 1 } = options;
    checkWhole('count', count, 1, 1000000);
    checkSeed('seed', seed);
    const object = this.#core.call((module) => module.makeSentences(count, seed));
    return new CoreDataset(this.#core, object);
  }

  sentenceWords(): string[] {
    return this.#core.call((module) => module.sentenceWords()).split(' ');
  }

  prepareDrawing(
    ink: Float32Array,
    height: number,
    width: number,
    options?: DrawingOptions,
  ): PreparedDrawing {
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
    return this.#core.withText(toJson('model', spec), (text, bytes) =>
      this.#core.module.specProblem(text, bytes),
    );
  }

  describe(spec: ModelSpec): SpecDescription {
    const text = this.#core.withText(toJson('model', spec), (at, bytes) =>
      this.#core.module.describeSpec(at, bytes),
    );
    return JSON.parse(text) as SpecDescription;
  }

  loadModel(file: Uint8Array, options: { batchSize?: number } = {}): Model {
    checkBytes('file', file);
    checkOptions('loadModel', options, ['batchSize']);
    const text = this.#core.withArrays([file], 0, ([at]) =>
      this.#core.module.specOfModel(at!, file.length),
    );
    const model = new CoreModel(this.#core, { ...(JSON.parse(text) as ModelSpec), ...options });
    try {
      model.loadWeights(file);
      return model;
    } catch (error) {
      model.dispose();
      throw error;
    }
  }

  presets(): Preset[] {
    // They never change, and to write them takes the core some milliseconds.
    this.#presets ??= this.#core.call((module) => module.presetsJson());
    return JSON.parse(this.#presets) as Preset[];
  }

  memory(): { reserved: number; used: number } {
    return this.#core.memory();
  }

  dispose(): void {
    this.#core.close();
    this.#end();
  }

  #makeXo(options: XoOptions): CoreDataset {
    checkOptions('xo', options ?? null, ['count', 'seed', 'size', 'difficulty']);
    const { count, seed = 1, size = 9, difficulty = 0.5 } = options;
    checkWhole('count', count, 1, largestInt);
    checkSeed('seed', seed);
    checkWhole('size', size, 7, 64);
    checkNumber('difficulty', difficulty, 0, 1);
    const object = this.#core.call((module) => module.makeXo(count, seed, size, difficulty));
    return new CoreDataset(this.#core, object);
  }
}

/** A copy of all of a set that nobody needs afterwards. */
function everything(data: CoreDataset): LabelledImages {
  try {
    return data.read();
  } finally {
    data.dispose();
  }
}
