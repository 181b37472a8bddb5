/**
 * What wasm/bindings/*.cpp export, as Emscripten's module shows it. Addresses are byte offsets in
 * WebAssembly's memory. Everything here may throw a WebAssembly.Exception: call it through `Core`.
 */

import type { CheckpointFunctions } from './model/checkpoint.js';
import type { EditingFunctions } from './model/editing.js';
import type { ExplainFunctions } from './model/explain.js';
import type { FeaturesFunctions } from './model/features.js';
import type { HealthFunctions } from './model/health.js';
import type { LooksFunctions } from './model/looks.js';

/** An object of C++; it lives until `delete()`. */
export interface CoreObject {
  delete(): void;
}

export interface StagingObject extends CoreObject {
  reserve(bytes: number): Uint8Array<ArrayBuffer>;
  view(): Uint8Array<ArrayBuffer>;
  release(): void;
}

export interface Report {
  loss: number;
  accuracy: number;
  examples: number;
  step: number;
  epoch: number;
  learningRate: number;
}

export interface DatasetObject extends CoreObject {
  infoJson(): string;
  read(first: number, count: number, images: number, labels: number): void;
  readBytes(first: number, count: number, pixels: number, labels: number): void;
}

export interface ModelObject extends CoreObject {
  layersJson(): string;
  batchSize(): number;
  outputs(): number;
  memory(): Record<string, number>;
  trainBatch(images: number, count: number, labels: number): Report;
  predict(images: number, count: number, outputs: number): void;
  evaluate(images: number, count: number, labels: number): Report;
  setTrainingData(data: DatasetObject): void;
  collectStatistics(): void;
  step(): Report;
  evaluateDataset(data: DatasetObject, first: number, count: number): Report;
  predictDataset(data: DatasetObject, first: number, count: number, classes: number): void;
  setLearningRate(rate: number): void;
  setOptimizer(spec: number, specBytes: number): void;
  setBatchSize(batchSize: number): void;
  setAugmentation(spec: number, specBytes: number): void;
  augment(picture: number, paper: number, ink: number, seed: number): void;
  load(file: number, bytes: number): void;
  reset(seed: number): void;
  parameter(index: number): Float32Array;
  parameterGradient(index: number): Float32Array;
  setParameter(index: number, values: number): void;
  /** A label of -1 stands for none. */
  look(image: number, label: number): void;
  /** Of the last look; node -1 is the picture. */
  activation(node: number): Float32Array;
  gradient(node: number): Float32Array | undefined;
}

export interface Drawing {
  empty: boolean;
  left: number;
  top: number;
  width: number;
  height: number;
  scaledHeight: number;
  scaledWidth: number;
}

export interface CoreModule
  extends
    CheckpointFunctions,
    EditingFunctions,
    ExplainFunctions,
    FeaturesFunctions,
    HealthFunctions,
    LooksFunctions {
  Staging: new () => StagingObject;
  ModelHandle: new (spec: number, specBytes: number) => ModelObject;
  makeXo(count: number, seed: number, size: number, difficulty: number): DatasetObject;
  makeSentences(count: number, seed: number): DatasetObject;
  makeDigits(count: number, seed: number): DatasetObject;
  drawnDigitJson(seed: number, index: number): string;
  readIdx(
    images: number,
    imageBytes: number,
    labels: number,
    labelBytes: number,
    classes: number,
  ): DatasetObject;
  idxTotalBytes(start: number, bytes: number, labels: boolean): number;
  readCsv(file: number, bytes: number, options: number, optionBytes: number): DatasetObject;
  readNpy(
    images: number,
    imageBytes: number,
    labels: number,
    labelBytes: number,
    names: number,
    nameBytes: number,
    options: number,
    optionBytes: number,
  ): DatasetObject;
  prepareDrawing(
    ink: number,
    height: number,
    width: number,
    side: number,
    box: number,
    crop: boolean,
    scale: boolean,
    /** 0 mass, 1 box, 2 paper */
    centre: number,
    pixels: number,
    scaled: number,
  ): Drawing;
  /** Points are x, y, pressure; lengths of the strokes are int32. */
  drawPen(
    points: number,
    count: number,
    lengths: number,
    strokes: number,
    penOfPad: boolean,
    ink: number,
  ): void;
  penPictureSide(): number;
  figuresOf(points: number, count: number, lengths: number, strokes: number, figures: number): void;
  makeDataset(
    info: number,
    infoBytes: number,
    pixels: number,
    pixelBytes: number,
    labels: number,
    count: number,
  ): DatasetObject;
  /** Empty when a network can be made. */
  specProblem(spec: number, specBytes: number): string;
  specOfModel(file: number, bytes: number): string;
  /** Once, before anything else. @returns how many threads there are now. */
  startThreads(threads: number): number;
  kernelsName(): string;
  presetsJson(): string;
  /** With spaces between them. */
  sentenceWords(): string;
  usedBytes(): number;

  /** [C++ type, what()] */
  getExceptionMessage(exception: WebAssembly.Exception): [string, string];
  decrementExceptionRefcount(exception: WebAssembly.Exception): void;
  stackSave(): number;
  stackRestore(pointer: number): void;
}

/** What Emscripten wants of a worker, in a browser or in Node. */
export interface BuildWorker {
  postMessage(message: unknown): void;
  terminate(): unknown;
}

export type CreateCoreModule = (options: {
  locateFile: (file: string) => string;
  instantiateWasm: (
    imports: WebAssembly.Imports,
    receive: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ) => object;
  /** Builds with threads only. */
  wasmMemory?: WebAssembly.Memory;
  newWorker?: () => BuildWorker;
}) => Promise<CoreModule>;
