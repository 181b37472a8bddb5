/**
 * What wasm/bindings/*.cpp export, by Emscripten's --emit-tsd. Made by wasm/bindings/types.mjs; do not
 * edit.
 */

export interface DatasetHandle {
  delete(): void;
  info(): DatasetInfo;
  read(_0: number, _1: number, _2: number, _3: number): void;
  readBytes(_0: number, _1: number, _2: number, _3: number): void;
}

export interface FeatureSpaceHandle {
  beginAxes(): void;
  beginUnfolding(_0: number, _1: number): void;
  copyAnswers(_0: number): void;
  delete(): void;
  divergence(): number;
  info(): SpaceInfo;
  iterateAxes(): boolean;
  measureClasses(_0: number, _1: number, _2: number): void;
  place(_0: number, _1: number, _2: number, _3: number, _4: number, _5: number): number;
  prepareUnfolding(_0: number): number;
  project(_0: number): void;
  read(_0: DatasetHandle, _1: number, _2: number, _3: number): void;
  take(): void;
  totalVariance(): number;
  unfold(): void;
  unfolded(_0: number): void;
  unfoldingSteps(): number;
  variance(_0: number): number;
}

export interface MainModule {
  DatasetHandle: {};
  FeatureSpaceHandle: {
    new (_0: ModelHandle, _1: number): FeatureSpaceHandle;
  };
  ModelHandle: {
    new (_0: number, _1: number): ModelHandle;
  };
  ShiftHandle: {
    new (_0: ModelHandle): ShiftHandle;
  };
  SlidingHandle: {
    new (
      _0: ModelHandle,
      _1: number,
      _2: number,
      _3: number,
      _4: number,
      _5: number,
      _6: number,
    ): SlidingHandle;
  };
  activation(_0: ModelHandle, _1: number): Float32Array<ArrayBuffer>;
  activationGradient(_0: ModelHandle, _1: number): Float32Array<ArrayBuffer> | undefined;
  answerDataset(_0: ModelHandle, _1: DatasetHandle, _2: number, _3: number, _4: number): void;
  augment(_0: ModelHandle, _1: number, _2: number, _3: number, _4: number): void;
  checkpoint(_0: ModelHandle): Uint8Array<ArrayBuffer>;
  collectStatistics(_0: ModelHandle): void;
  describeSpec(_0: number, _1: number): SpecForm;
  drawPen(_0: number, _1: number, _2: number, _3: number, _4: boolean, _5: number): void;
  drawnDigit(_0: number, _1: number): StrokesOfDigit;
  errorParts(_0: number): ErrorParts;
  evaluate(_0: ModelHandle, _1: number, _2: number, _3: number): Report;
  evaluateDataset(_0: ModelHandle, _1: DatasetHandle, _2: number, _3: number): Report;
  examineHealth(
    _0: ModelHandle,
    _1: DatasetHandle,
    _2: number,
    _3: boolean,
    _4: number,
    _5: number,
  ): HealthForm;
  explainGradient(_0: ModelHandle, _1: number, _2: number, _3: number, _4: number): GradientForm;
  explainUnit(_0: ModelHandle, _1: number, _2: number, _3: number): UnitForm;
  explainWeight(
    _0: ModelHandle,
    _1: number,
    _2: number,
    _3: number,
    _4: number,
    _5: number,
  ): WeightForm;
  figuresOf(_0: number, _1: number, _2: number, _3: number, _4: number): void;
  freezeValues(_0: ModelHandle, _1: number, _2: number, _3: number): void;
  frozenValues(_0: ModelHandle, _1: number, _2: number, _3: number): void;
  idxTotalBytes(_0: number, _1: number, _2: boolean): number;
  kernelsName(): string;
  look(_0: ModelHandle, _1: number, _2: number): void;
  lookedAnswer(_0: ModelHandle): Float32Array<ArrayBuffer>;
  looksAttribute(_0: ModelHandle, _1: number, _2: number, _3: number, _4: number, _5: number): void;
  looksClimb(
    _0: ModelHandle,
    _1: Climb,
    _2: number,
    _3: boolean,
    _4: number,
    _5: number,
    _6: number,
    _7: number,
    _8: number,
    _9: number,
  ): void;
  looksFindTop(
    _0: ModelHandle,
    _1: DatasetHandle,
    _2: number,
    _3: number,
    _4: number,
    _5: number,
    _6: number,
    _7: number,
  ): void;
  looksOcclude(
    _0: ModelHandle,
    _1: number,
    _2: number,
    _3: number,
    _4: number,
    _5: number,
    _6: number,
    _7: number,
  ): void;
  looksSmooth(
    _0: ModelHandle,
    _1: number,
    _2: number,
    _3: number,
    _4: number,
    _5: number,
    _6: number,
    _7: number,
  ): void;
  looksStartClimb(_0: ModelHandle, _1: Climb, _2: number, _3: number, _4: number): void;
  makeDataset(
    _0: number,
    _1: number,
    _2: number,
    _3: number,
    _4: number,
    _5: boolean,
    _6: number,
    _7: number,
    _8: number,
    _9: number,
    _10: number,
    _11: number,
  ): DatasetHandle;
  makeDigits(_0: number, _1: number): DatasetHandle;
  makeSentences(_0: number, _1: number): DatasetHandle;
  makeXo(_0: number, _1: number, _2: number, _3: number): DatasetHandle;
  modelRemarks(_0: number, _1: number): { [argument: string]: unknown };
  openModel(_0: ModelHandle, _1: number, _2: number, _3: boolean): string[];
  parameter(_0: ModelHandle, _1: number): Float32Array<ArrayBuffer>;
  parameterGradient(_0: ModelHandle, _1: number): Float32Array<ArrayBuffer>;
  parameterUpdate(_0: ModelHandle, _1: number): Float32Array<ArrayBuffer> | undefined;
  penPictureSide(): number;
  predict(_0: ModelHandle, _1: number, _2: number, _3: number): void;
  predictDataset(_0: ModelHandle, _1: DatasetHandle, _2: number, _3: number, _4: number): void;
  prepareDrawing(
    _0: number,
    _1: number,
    _2: number,
    _3: number,
    _4: number,
    _5: boolean,
    _6: boolean,
    _7: number,
    _8: number,
    _9: number,
  ): Drawing;
  presets(): PresetForm[];
  reach(_0: ModelHandle, _1: number, _2: number): { [layer: string]: Uint8Array<ArrayBuffer> };
  readIdx(_0: number, _1: number, _2: number, _3: number, _4: number): DatasetHandle;
  releaseStaging(): void;
  reserveStaging(_0: number): Uint8Array<ArrayBuffer>;
  reset(_0: ModelHandle, _1: number): void;
  restore(_0: ModelHandle, _1: number, _2: number): void;
  sampledWeights(_0: ModelHandle): Float32Array<ArrayBuffer>;
  saveWeights(_0: ModelHandle, _1: number, _2: number): Uint8Array<ArrayBuffer>;
  scoringParameter(_0: ModelHandle, _1: number): Float32Array<ArrayBuffer>;
  sentenceWords(): string[];
  setAugmentation(_0: ModelHandle, _1: number, _2: number): void;
  setBatchSize(_0: ModelHandle, _1: number): void;
  setDropout(_0: ModelHandle, _1: number, _2: number, _3: number): void;
  setLearningRate(_0: ModelHandle, _1: number): void;
  setOptimizer(_0: ModelHandle, _1: number, _2: number): void;
  setParameter(_0: ModelHandle, _1: number, _2: number): void;
  setTrainingData(_0: ModelHandle, _1: DatasetHandle): void;
  setValues(_0: ModelHandle, _1: number, _2: number, _3: number, _4: number): void;
  stagingView(): Uint8Array<ArrayBuffer>;
  startThreads(_0: number): number;
  step(_0: ModelHandle): Report;
  threadsInUse(): ThreadsInUse;
  trackUpdates(_0: ModelHandle, _1: boolean): void;
  trainBatch(_0: ModelHandle, _1: number, _2: number, _3: number): Report;
  unfreezeValues(_0: ModelHandle, _1: number, _2: number, _3: number): void;
  usedBytes(): number;
}

export interface ModelHandle {
  batchSize(): number;
  delete(): void;
  layers(): LayerForm[];
  memory(): MemoryBytes;
  outputs(): number;
}

export interface ShiftHandle {
  delete(): void;
  look(_0: number, _1: number, _2: number, _3: number): void;
  shift(_0: number, _1: number, _2: number, _3: number, _4: number): void;
}

export interface SlidingHandle {
  askCrops(_0: number, _1: number, _2: number): void;
  clear(): void;
  delete(): void;
  draw(_0: number, _1: number, _2: number, _3: number, _4: number): void;
  info(): SlidingInfo;
  inkOf(_0: DatasetHandle, _1: number): number;
  lay(_0: DatasetHandle, _1: number, _2: number, _3: number): void;
  measureInk(_0: number, _1: number): void;
  peaks(_0: number, _1: number, _2: number, _3: number): number;
  readAnswers(_0: number): void;
  readCanvas(_0: number): void;
  readScores(_0: number): void;
  run(): void;
  scatter(_0: number, _1: number, _2: number, _3: number): number;
}

export type BiasForm = {
  parameter: string;
  place: number;
  value: number;
};

export type CheckForm = {
  step: number;
  lossAbove: number;
  lossBelow: number;
  gradient: number;
  relativeError: number;
  note: string | undefined;
};

export type Climb = {
  low: number;
  high: number;
  rate: number;
  decay: number;
  blurEvery: number;
  blur: number;
  jitter: number;
  seed: number;
};

export type DatasetInfo = {
  count: number;
  channels: number;
  height: number;
  width: number;
  classNames: string[];
  low: number;
  high: number;
};

export type Drawing = {
  empty: boolean;
  left: number;
  top: number;
  width: number;
  height: number;
  scaledHeight: number;
  scaledWidth: number;
};

export type ErrorParts = {
  code: 'spec' | 'format' | 'argument' | 'divergence' | 'memory' | 'internal';
  message: string;
  where: string | undefined;
  argument: string | undefined;
  expected: string | undefined;
  found: string | undefined;
};

export type GradientForm = {
  layer: string;
  place: number;
  position: Triple;
  value: number;
  parts: PartForm[];
  ofLoss: SlopeForm | undefined;
  sum: number;
  gradient: number;
  pictureLoss: number;
  answer: Float32Array<ArrayBuffer>;
};

export type HealthForm = {
  loss: number;
  accuracy: number;
  examples: number;
  layers: LayerHealthForm[];
};

export type Histogram = {
  exponent: number;
  counts: number[];
  zeros: number;
  notFinite: number;
  outside: number;
  smallest: number;
  largest: number;
  mean: number;
  rootMeanSquare: number;
};

export type LayerForm = {
  name: string;
  type: string;
  inputs: string[];
  outputShape: Triple;
  parameterCount: number;
  weightsOf: string | undefined;
  note: string | undefined;
  parameters: ParameterForm[];
  settings: { [argument: string]: boolean | number | string | number[] };
  connections: number;
  multiplyAdds: number;
  activationBytes: number;
  receptiveField: NumberPair;
  stride: NumberPair;
  offset: NumberPair;
  role: 'rearranges' | 'keepsMaps' | 'weighs' | 'mixes' | 'remembers';
  silent: boolean;
  paintable: boolean;
  keepsMeasure: boolean;
  fate: 'dies' | 'saturates' | undefined;
  changeable: string | undefined;
  mapOffsets: number[] | undefined;
};

export type LayerHealthForm = {
  layer: string;
  weights: WeightHealthForm | undefined;
  units: number;
  dead: number | undefined;
  saturated: number | undefined;
  activations: Histogram | undefined;
};

export type MemoryBytes = {
  parameters: number;
  gradients: number;
  optimizer: number;
  activations: number;
  activationGradients: number;
  workspace: number;
  probe: number;
};

export type MemoryForm = {
  name: string;
  before: number;
  after: number;
};

export type NumberPair = [number, number];

export type ParameterForm = {
  name: string;
  shape: number[];
};

export type PartForm = {
  layer: string;
  type: string;
  places: Int32Array<ArrayBuffer>;
  gradients: Float32Array<ArrayBuffer>;
  factors: Float32Array<ArrayBuffer>;
  parameter: string | undefined;
  weights: Int32Array<ArrayBuffer> | undefined;
  sum: number;
};

export type PresetForm = {
  name: string;
  title: string;
  description: string;
  source: string;
  data: string[];
  epochs: number;
  columns: number[];
  spec: { [argument: string]: unknown };
};

export type ReadsForm = {
  layer: string;
  places: Int32Array<ArrayBuffer>;
  values: Float32Array<ArrayBuffer>;
  factors: Float32Array<ArrayBuffer> | undefined;
  parameter: string | undefined;
  weights: Int32Array<ArrayBuffer> | undefined;
};

export type Report = {
  loss: number;
  accuracy: number;
  examples: number;
  step: number;
  epoch: number;
  learningRate: number;
};

export type SlidingInfo = {
  rows: number;
  columns: number;
  stride: WholePair;
};

export type SlopeForm = {
  loss: string;
  probability: number | undefined;
  target: number | undefined;
  weight: number | undefined;
};

export type SpaceInfo = {
  reader: string;
  size: number;
  count: number;
};

export type SpecForm = {
  layers: LayerForm[];
  memory: MemoryBytes;
};

export type StrokesOfDigit = {
  label: number;
  points: Float32Array<ArrayBuffer>;
  lengths: Int32Array<ArrayBuffer>;
};

export type ThreadsInUse = {
  threads: number;
  busy: boolean;
};

export type Triple = [number, number, number];

export type UnitForm = {
  layer: string;
  type: string;
  place: number;
  position: Triple;
  rule:
    | 'weightedSum'
    | 'mean'
    | 'max'
    | 'rootOfSquares'
    | 'function'
    | 'softmax'
    | 'normalize'
    | 'copy'
    | 'sum'
    | 'distance'
    | 'constant';
  reads: ReadsForm[];
  window: WindowForm | undefined;
  bias: BiasForm | undefined;
  numbers: { [name: string]: number };
  winner: number | undefined;
  value: number;
  activation: number;
};

export type UpdateForm = {
  optimizer: string;
  learningRate: number;
  gradient: number;
  before: number;
  after: number;
  memory: MemoryForm[];
};

export type UsesForm = {
  total: number;
  layers: string[];
  layerOf: Uint8Array<ArrayBuffer>;
  outputs: Int32Array<ArrayBuffer>;
  gradients: Float32Array<ArrayBuffer>;
  inputs: Int32Array<ArrayBuffer>;
  values: Float32Array<ArrayBuffer>;
};

export type WeightForm = {
  parameter: string;
  place: number;
  layer: string;
  value: number;
  uses: UsesForm;
  sum: number;
  analytic: number;
  numeric: CheckForm;
  update: UpdateForm;
};

export type WeightHealthForm = {
  weights: number;
  gradients: number;
  update: number | undefined;
  weightHistogram: Histogram | undefined;
  gradientHistogram: Histogram | undefined;
};

export type WholePair = [number, number];

export type WindowForm = {
  kernel: WholePair;
  strides: WholePair;
  dilation: WholePair;
  origin: WholePair;
  reads: Triple;
};
