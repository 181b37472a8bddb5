import type {
  DrawingStages,
  Engine,
  LayerInfo,
  LayerInspection,
  Model,
  ModelSpec,
  Parameter,
  Preset,
} from 'receptive';
import { fakeDataset, fakeSet } from './fake-dataset';

/** What the fake engine did, so that tests can ask. */
export interface Log {
  liveModels: number;
  liveSets: number;
  models: FakeModel[];
  disposed: boolean;
}

export interface FakeModel {
  spec: ModelSpec;
  steps: number;
  learningRate: number | undefined;
  /** The next step throws this. */
  failure: Error | undefined;
}

const layer = (
  name: string,
  type: string,
  input: string,
  outputShape: [number, number, number],
  parameters: LayerInfo['parameters'] = [],
  facts: Partial<LayerInfo> = {},
): LayerInfo => ({
  name,
  type,
  inputs: [input],
  outputShape,
  parameterCount: parameters.reduce(
    (sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1),
    0,
  ),
  parameters,
  settings: {},
  connections: 0,
  multiplyAdds: 0,
  activationBytes: 0,
  receptiveField: [1, 1],
  stride: [1, 1],
  offset: [0, 0],
  role: 'keepsMaps',
  silent: false,
  paintable: false,
  keepsMeasure: false,
  ...facts,
});

const weighs: Partial<LayerInfo> = { role: 'weighs', paintable: true };

/** input 1x4x4 -> conv 6x4x4 -> relu -> flatten 96 -> dense -> softmax-like output. */
export function fakeLayers(outputs: number): LayerInfo[] {
  return [
    layer(
      'conv2d',
      'conv2d',
      'input',
      [6, 4, 4],
      [
        { name: 'conv2d.weight', shape: [6, 1, 3, 3] },
        { name: 'conv2d.bias', shape: [6] },
      ],
      weighs,
    ),
    layer('relu', 'relu', 'conv2d', [6, 4, 4], [], { fate: 'dies', keepsMeasure: true }),
    layer('flatten', 'flatten', 'relu', [96, 1, 1], [], { role: 'rearranges', silent: true }),
    layer(
      'dense',
      'dense',
      'flatten',
      [outputs, 1, 1],
      [
        { name: 'dense.weight', shape: [outputs, 96] },
        { name: 'dense.bias', shape: [outputs] },
      ],
      weighs,
    ),
  ];
}

/** Values that say where they come from: 1000 * item + place in it. */
export function marked(shape: number[]): Float32Array {
  const size = shape.reduce((product, length) => product * length, 1);
  const itemLength = size / shape[0]!;
  return Float32Array.from(
    { length: size },
    (_, i) => 1000 * Math.floor(i / itemLength) + (i % itemLength),
  );
}

function fakeModel(spec: ModelSpec, log: Log): Model {
  log.liveModels += 1;
  const state: FakeModel = { spec, steps: 0, learningRate: undefined, failure: undefined };
  log.models.push(state);
  const outputs = spec.layers.filter((candidate) => candidate.type === 'dense').at(-1)?.['units'];
  const layers = fakeLayers(Number(outputs));
  let live = true;
  let failed = false;
  let batchSize = spec.batchSize ?? 32;
  let trainCount = 0;
  const alive = () => {
    if (!live) throw new Error('model used after dispose');
  };
  const parameter = (name: string): Parameter => {
    alive();
    const found = layers.flatMap((one) => one.parameters).find((one) => one.name === name);
    if (!found) throw new Error(`no parameter ${name}`);
    const value = marked(found.shape);
    return { ...found, value, gradient: value.map((x) => -x) };
  };
  return {
    get batchSize() {
      return batchSize;
    },
    trainBatch: () => ({ loss: 1, accuracy: 0.5 }),
    predict(images) {
      alive();
      const count = images.length / spec.input.reduce((product, side) => product * side, 1);
      return new Float32Array(count * Number(outputs)).fill(1 / Number(outputs));
    },
    evaluate: () => ({ loss: 1, accuracy: 0.5 }),
    layers: () => layers,
    parameters: () => layers.flatMap((one) => one.parameters).map(({ name }) => parameter(name)),
    parameter,
    setParameter() {},
    inspect(image, options) {
      alive();
      if (failed) throw new Error('activations are NaN');
      const seen: Record<string, LayerInspection> = {};
      for (const { name, outputShape } of layers) {
        const activation = marked(outputShape);
        seen[name] = {
          shape: outputShape,
          activation,
          ...(options?.label === undefined ? {} : { gradient: activation.map((x) => -x) }),
        };
      }
      if (options?.label !== undefined) {
        seen['input'] = { shape: [1, 4, 4], activation: image, gradient: image.map(() => 0.5) };
      }
      return seen;
    },
    get explain() {
      return notHere();
    },
    get health() {
      return notHere();
    },
    get looks() {
      return notHere();
    },
    get features() {
      return notHere();
    },
    editing: {
      freeze: notHere,
      unfreeze: notHere,
      frozen: notHere,
      setValues: notHere,
      setDropout: notHere,
      trackUpdates() {},
      update: () => undefined,
    },
    setTrainingData(data) {
      trainCount = data.count;
    },
    step() {
      alive();
      failed = state.failure !== undefined;
      if (state.failure) throw state.failure;
      state.steps += 1;
      const perEpoch = Math.ceil(trainCount / batchSize);
      return {
        loss: 1 / state.steps,
        accuracy: 0.5,
        learningRate: 0.1,
        step: state.steps,
        epoch: Math.floor(state.steps / perEpoch),
        examples: batchSize,
      };
    },
    evaluateDataset() {
      alive();
      return { loss: 0.25, accuracy: 0.75 };
    },
    predictDataset: () => new Uint8Array(0),
    setAugmentation() {},
    augmented: (image) => image.slice(),
    loadWeights() {},
    saveWeights: () => Uint8Array.of(1),
    checkpoint: () => Uint8Array.of(state.steps % 256, Math.floor(state.steps / 256)),
    restore(file) {
      alive();
      state.steps = file[0]! + 256 * file[1]!;
    },
    setLearningRate(rate) {
      if (rate < 0) throw new Error('learningRate: expected a number of at least 0');
      state.learningRate = rate;
    },
    setOptimizer() {},
    setBatchSize(size) {
      batchSize = size;
    },
    reset() {},
    collectStatistics() {},
    memory: () => ({ parameters: 100, activations: 23 }),
    dispose() {
      if (!live) throw new Error('model disposed twice');
      live = false;
      log.liveModels -= 1;
    },
  };
}

export const fakePreset: Preset = {
  name: 'small',
  title: 'Small',
  description: '',
  source: '',
  data: ['xo'],
  spec: {
    input: [1, 4, 4],
    layers: [
      { type: 'conv2d', filters: 6, kernelSize: 3 },
      { type: 'relu' },
      { type: 'flatten' },
      { type: 'dense', units: 2 },
    ],
    optimizer: { type: 'sgd', learningRate: 0.1 },
  },
  epochs: 1,
  columns: [],
};

/** A picture without ink. */
function blank(side: number) {
  return { height: side, width: side, values: new Float32Array(side * side) };
}

function notHere(): never {
  throw new Error('not here');
}

/** An engine without arithmetic: counts models and data sets, and trains nothing. */
export function fakeEngine(): { engine: Engine; log: Log } {
  const log: Log = { liveModels: 0, liveSets: 0, models: [], disposed: false };
  const engine: Engine = {
    variant: 'simd',
    threads: 1,
    kernels: 'fake',
    model: (spec) => fakeModel(spec, log),
    describe: notHere,
    readIdx: () => Promise.reject(new Error('not here')),
    idxDataset: () => Promise.reject(new Error('not here')),
    csvDataset: notHere,
    npyDataset: notHere,
    bytesDataset: (options) => fakeSet(options, log),
    // As small pictures are to large windows.
    specProblem: ({ input: [, height], layers }) =>
      layers.some((one) => 'kernelSize' in one && Number(one.kernelSize) > height)
        ? 'the window is too large'
        : '',
    digitsDataset: ({ count }) => fakeDataset(count, log, 10),
    drawnDigit: ({ index = 0 } = {}) => ({ label: index % 10, strokes: [[[0.5, 0.5, 0.5]]] }),
    loadModel: notHere,
    xo: notHere,
    digits: notHere,
    xoDataset: ({ count }) => fakeDataset(count, log),
    sentenceDataset: ({ count }) => fakeDataset(count, log),
    sentenceWords: () => [],
    prepareDrawing(ink, _height, _width, options) {
      const side = options?.side ?? 28;
      const image = new Float32Array(side * side).fill(options?.range?.[0] ?? 0);
      const empty = ink.every((value) => value === 0);
      return { image, empty, box: [0, 0, 0, 0] };
    },
    prepareStrokes(strokes, options) {
      const { image, box } = this.prepareDrawing(Float32Array.of(0), 1, 1, options);
      const stages: DrawingStages = { ink: blank(10), scaled: blank(10) };
      return { image: image.fill(strokes.length / 10), empty: strokes.length === 0, box, stages };
    },
    figuresOf: (strokes) => strokes.map((_stroke, index) => index),
    dispose: () => void (log.disposed = true),
    presets: () => [fakePreset],
    memory: () => ({ reserved: 0, used: 0 }),
  };
  return { engine, log };
}
