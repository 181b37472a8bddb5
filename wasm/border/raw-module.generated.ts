/**
 * What wasm/bindings/*.cpp export, by Emscripten's --emit-tsd. Made by wasm/bindings/types.mjs; do not
 * edit.
 */

export interface DatasetHandle {
  read(_0: number, _1: number, _2: number, _3: number): void;
  readBytes(_0: number, _1: number, _2: number, _3: number): void;
  info(): DatasetInfo;
  delete(): void;
}

export type Drawing = {
  empty: boolean;
  left: number;
  top: number;
  width: number;
  height: number;
  scaledHeight: number;
  scaledWidth: number;
};

export type HealthForm = {
  loss: number;
  accuracy: number;
  examples: number;
  layers: LayerHealthForm[];
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

export type MemoryBytes = {
  parameters: number;
  gradients: number;
  optimizer: number;
  activations: number;
  activationGradients: number;
  workspace: number;
  probe: number;
};

export interface ModelHandle {
  layers(): LayerForm[];
  outputs(): number;
  batchSize(): number;
  memory(): MemoryBytes;
  delete(): void;
}

export type BiasForm = {
  parameter: string;
  place: number;
  value: number;
};

export type MemoryForm = {
  name: string;
  before: number;
  after: number;
};

export type UpdateForm = {
  optimizer: string;
  learningRate: number;
  gradient: number;
  before: number;
  after: number;
  memory: MemoryForm[];
};

export type ErrorParts = {
  code: string;
  message: string;
  where: string | undefined;
  argument: string | undefined;
  expected: string | undefined;
  found: string | undefined;
};

export type CheckForm = {
  step: number;
  lossAbove: number;
  lossBelow: number;
  gradient: number;
  relativeError: number;
  note: string | undefined;
};

export type StrokesOfDigit = {
  label: number;
  points: Float32Array<ArrayBuffer>;
  lengths: Int32Array<ArrayBuffer>;
};

export type ReadsForm = {
  layer: string;
  places: Int32Array<ArrayBuffer>;
  values: Float32Array<ArrayBuffer>;
  factors: Float32Array<ArrayBuffer> | undefined;
  parameter: string | undefined;
  weights: Int32Array<ArrayBuffer> | undefined;
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

export type DatasetInfo = {
  count: number;
  channels: number;
  height: number;
  width: number;
  classNames: string[];
  low: number;
  high: number;
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

export type ParameterForm = {
  name: string;
  shape: number[];
};

export type SlopeForm = {
  loss: string;
  probability: number | undefined;
  target: number | undefined;
};

export type WeightHealth = {
  weights: number;
  gradients: number;
  update: number | undefined;
  weightHistogram: Histogram | undefined;
  gradientHistogram: Histogram | undefined;
};

export type LayerHealthForm = {
  layer: string;
  weights: WeightHealth | undefined;
  units: number;
  dead: number | undefined;
  saturated: number | undefined;
  activations: Histogram | undefined;
};

export type WholePair = [number, number];

export type NumberPair = [number, number];

export type Triple = [number, number, number];

export type WindowForm = {
  kernel: WholePair;
  strides: WholePair;
  dilation: WholePair;
  origin: WholePair;
  reads: Triple;
};

export type UnitForm = {
  layer: string;
  type: string;
  place: number;
  position: Triple;
  rule: string;
  reads: ReadsForm[];
  window: WindowForm | undefined;
  bias: BiasForm | undefined;
  numbers: { [name: string]: number };
  winner: number | undefined;
  value: number;
  activation: number;
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
};

export interface ShiftHandle {
  look(_0: number, _1: number, _2: number, _3: number): void;
  shift(_0: number, _1: number, _2: number, _3: number, _4: number): void;
  delete(): void;
}

export type SlidingInfo = {
  rows: number;
  columns: number;
  stride: WholePair;
};

export interface SlidingHandle {
  info(): SlidingInfo;
  clear(): void;
  lay(_0: DatasetHandle, _1: number, _2: number, _3: number): void;
  draw(_0: number, _1: number, _2: number, _3: number, _4: number): void;
  scatter(_0: number, _1: number, _2: number, _3: number): number;
  readCanvas(_0: number): void;
  run(): void;
  readScores(_0: number): void;
  readAnswers(_0: number): void;
  askCrops(_0: number, _1: number, _2: number): void;
  measureInk(_0: number, _1: number): void;
  inkOf(_0: DatasetHandle, _1: number): number;
  peaks(_0: number, _1: number, _2: number, _3: number): number;
  delete(): void;
}

export type SpaceInfo = {
  reader: string;
  size: number;
  count: number;
};

export interface FeatureSpaceHandle {
  info(): SpaceInfo;
  take(): void;
  read(_0: DatasetHandle, _1: number, _2: number, _3: number): void;
  copyAnswers(_0: number): void;
  beginAxes(): void;
  iterateAxes(): boolean;
  variance(_0: number): number;
  totalVariance(): number;
  project(_0: number): void;
  measureClasses(_0: number, _1: number, _2: number): void;
  beginUnfolding(_0: number, _1: number): void;
  prepareUnfolding(_0: number): number;
  unfold(): void;
  unfoldingSteps(): number;
  divergence(): number;
  unfolded(_0: number): void;
  place(_0: number, _1: number, _2: number, _3: number, _4: number, _5: number): number;
  delete(): void;
}

export type Report = {
  loss: number;
  accuracy: number;
  examples: number;
  step: number;
  epoch: number;
  learningRate: number;
};

export type SpecForm = {
  layers: LayerForm[];
  memory: MemoryBytes;
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

export interface MainModule {
  DatasetHandle: {};
  makeDataset(
    _0: number,
    _1: number,
    _2: number,
    _3: number,
    _4: number,
    _5: number,
    _6: number,
    _7: number,
    _8: number,
    _9: number,
    _10: number,
  ): DatasetHandle;
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
  drawPen(_0: number, _1: number, _2: number, _3: number, _4: boolean, _5: number): void;
  penPictureSide(): number;
  figuresOf(_0: number, _1: number, _2: number, _3: number, _4: number): void;
  usedBytes(): number;
  makeXo(_0: number, _1: number, _2: number, _3: number): DatasetHandle;
  makeSentences(_0: number, _1: number): DatasetHandle;
  makeDigits(_0: number, _1: number): DatasetHandle;
  ModelHandle: {
    new (_0: number, _1: number): ModelHandle;
  };
  predict(_0: ModelHandle, _1: number, _2: number, _3: number): void;
  predictDataset(_0: ModelHandle, _1: DatasetHandle, _2: number, _3: number, _4: number): void;
  answerDataset(_0: ModelHandle, _1: DatasetHandle, _2: number, _3: number, _4: number): void;
  freezeValues(_0: ModelHandle, _1: number, _2: number, _3: number): void;
  unfreezeValues(_0: ModelHandle, _1: number, _2: number, _3: number): void;
  frozenValues(_0: ModelHandle, _1: number, _2: number, _3: number): void;
  setValues(_0: ModelHandle, _1: number, _2: number, _3: number, _4: number): void;
  trackUpdates(_0: ModelHandle, _1: boolean): void;
  setDropout(_0: ModelHandle, _1: number, _2: number, _3: number): void;
  restore(_0: ModelHandle, _1: number, _2: number): void;
  loadWeights(_0: ModelHandle, _1: number, _2: number): void;
  examineHealth(
    _0: ModelHandle,
    _1: DatasetHandle,
    _2: number,
    _3: boolean,
    _4: number,
    _5: number,
  ): HealthForm;
  look(_0: ModelHandle, _1: number, _2: number): void;
  looksAttribute(_0: ModelHandle, _1: number, _2: number, _3: number, _4: number, _5: number): void;
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
  looksStartClimb(_0: ModelHandle, _1: Climb, _2: number, _3: number, _4: number): void;
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
  kernelsName(): string;
  errorParts(_0: number): ErrorParts;
  sampledWeights(_0: ModelHandle): Float32Array<ArrayBuffer>;
  activation(_0: ModelHandle, _1: number): Float32Array<ArrayBuffer>;
  activationGradient(_0: ModelHandle, _1: number): Float32Array<ArrayBuffer> | undefined;
  drawnDigit(_0: number, _1: number): StrokesOfDigit;
  checkpoint(_0: ModelHandle): Uint8Array<ArrayBuffer>;
  saveWeights(_0: ModelHandle, _1: number, _2: number): Uint8Array<ArrayBuffer>;
  explainWeight(
    _0: ModelHandle,
    _1: number,
    _2: number,
    _3: number,
    _4: number,
    _5: number,
  ): WeightForm;
  sentenceWords(): string[];
  specOfModel(_0: number, _1: number): { [argument: string]: unknown };
  reach(_0: ModelHandle, _1: number, _2: number): { [layer: string]: Uint8Array<ArrayBuffer> };
  explainUnit(_0: ModelHandle, _1: number, _2: number, _3: number): UnitForm;
  explainGradient(_0: ModelHandle, _1: number, _2: number, _3: number, _4: number): GradientForm;
  parameter(_0: ModelHandle, _1: number): Float32Array<ArrayBuffer>;
  parameterGradient(_0: ModelHandle, _1: number): Float32Array<ArrayBuffer>;
  parameterUpdate(_0: ModelHandle, _1: number): Float32Array<ArrayBuffer> | undefined;
  scoringParameter(_0: ModelHandle, _1: number): Float32Array<ArrayBuffer>;
  setParameter(_0: ModelHandle, _1: number, _2: number): void;
  readIdx(_0: number, _1: number, _2: number, _3: number, _4: number): DatasetHandle;
  idxTotalBytes(_0: number, _1: number, _2: boolean): number;
  readCsv(
    _0: number,
    _1: number,
    _2: number,
    _3: number,
    _4: number,
    _5: boolean,
    _6: number,
    _7: number,
  ): DatasetHandle;
  readNpy(
    _0: number,
    _1: number,
    _2: number,
    _3: number,
    _4: number,
    _5: number,
    _6: number,
    _7: boolean,
  ): DatasetHandle;
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
  FeatureSpaceHandle: {
    new (_0: ModelHandle, _1: number): FeatureSpaceHandle;
  };
  reserveStaging(_0: number): Uint8Array<ArrayBuffer>;
  stagingView(): Uint8Array<ArrayBuffer>;
  releaseStaging(): void;
  startThreads(_0: number): number;
  evaluate(_0: ModelHandle, _1: number, _2: number, _3: number): Report;
  evaluateDataset(_0: ModelHandle, _1: DatasetHandle, _2: number, _3: number): Report;
  trainBatch(_0: ModelHandle, _1: number, _2: number, _3: number): Report;
  setTrainingData(_0: ModelHandle, _1: DatasetHandle): void;
  collectStatistics(_0: ModelHandle): void;
  step(_0: ModelHandle): Report;
  setLearningRate(_0: ModelHandle, _1: number): void;
  setOptimizer(_0: ModelHandle, _1: number, _2: number): void;
  setBatchSize(_0: ModelHandle, _1: number): void;
  setAugmentation(_0: ModelHandle, _1: number, _2: number): void;
  augment(_0: ModelHandle, _1: number, _2: number, _3: number, _4: number): void;
  reset(_0: ModelHandle, _1: number): void;
  specProblem(_0: number, _1: number): string;
  describeSpec(_0: number, _1: number): SpecForm;
  presets(): PresetForm[];
}
