import {
  type Engine,
  type EngineDataset,
  load,
  type Model,
  type ModelSpec,
  ReceptiveError,
} from 'receptive';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { someValues } from './support/examples.js';

// The host gives no more memory, and the engine's own is full but for some bytes: each call is tried
// with ever more of them, until it succeeds. Before that it is refused in words, and the engine, the
// models and the data sets are as they were. (Which allocation fails is tried one by one in C++.)

const spec: ModelSpec = {
  input: [1, 9, 9],
  layers: [
    { type: 'conv2d', filters: 8, kernelSize: 3 },
    { type: 'batchNormalization' },
    { type: 'relu' },
    { type: 'maxPooling2d' },
    { type: 'dropout', name: 'drop', rate: 0.2 },
    { type: 'flatten' },
    { type: 'dense', units: 2 },
  ],
  optimizer: { type: 'adam', learningRate: 0.01 },
  averaging: { type: 'exponential' },
  seed: 7,
  batchSize: 8,
};
const image = someValues(81);

const grow = Object.getOwnPropertyDescriptor(WebAssembly.Memory.prototype, 'grow')!;

/** From now on the host has no more memory. */
function closeHost(): void {
  Object.defineProperty(WebAssembly.Memory.prototype, 'grow', {
    ...grow,
    value: () => {
      throw new RangeError('WebAssembly.Memory.grow(): Maximum memory size exceeded');
    },
  });
}
function openHost(): void {
  Object.defineProperty(WebAssembly.Memory.prototype, 'grow', grow);
}

let engine: Engine;
let twin: Engine;
let model: Model;
let data: EngineDataset;

beforeEach(async () => {
  [engine, twin] = [await load({ variant: 'simd' }), await load({ variant: 'simd' })];
  [model, data] = newModel(engine);
});
afterEach(() => {
  openHost();
  engine.dispose();
  twin.dispose();
});

function newModel(of: Engine): [Model, EngineDataset] {
  const made = of.model(spec);
  const set = of.xoDataset({ count: 40, seed: 3 });
  made.setTrainingData(set);
  for (let i = 0; i < 3; ++i) made.step();
  return [made, set];
}

interface Taken {
  dispose(): void;
}

/** About so many bytes: large ones as the weights of a model, small ones as pictures of 81. */
function take(bytes: number): Taken {
  if (bytes <= 8192) return engine.xoDataset({ count: Math.ceil(bytes / 82) });
  const side = Math.floor(Math.sqrt(bytes / 24));
  const layers: ModelSpec['layers'] = [{ type: 'flatten' }, { type: 'dense', units: 2 }];
  return engine.model({ input: [1, side, side], layers, batchSize: 1 });
}

/** All that there is, in ever smaller pieces. */
function takeAll(largest: number, smallest = 64): Taken[] {
  const taken: Taken[] = [];
  for (let bytes = largest; bytes >= smallest; bytes /= 2) {
    try {
      for (;;) taken.push(take(bytes));
    } catch (error) {
      expect(error).toMatchObject({ code: 'memory' });
    }
  }
  return taken;
}

function giveBack(taken: Taken[]): void {
  for (const one of taken) one.dispose();
}

function state(of: Model): unknown {
  return {
    checkpoint: of.checkpoint(),
    answers: of.predict(image),
    batchSize: of.batchSize,
    layers: of.layers(),
  };
}

/** What is asked of an engine that has next to no memory; what it gives back is given back. */
const calls: Record<string, (model: Model, data: EngineDataset, engine: Engine) => unknown> = {
  model: (_model, _data, engine) => engine.model(spec).dispose(),
  describe: (_model, _data, engine) => engine.describe(spec),
  presets: (_model, _data, engine) => engine.presets().length,
  xoDataset: (_model, _data, engine) => engine.xoDataset({ count: 300 }).dispose(),
  digits: (_model, _data, engine) => engine.digits({ count: 3 }).labels,
  bytesDataset: (_model, _data, engine) =>
    engine
      .bytesDataset({
        channels: 1,
        height: 20,
        width: 20,
        classNames: ['a', 'b'],
        pixels: new Uint8Array(8000),
        labels: new Uint8Array(20),
      })
      .dispose(),
  prepareStrokes: (_model, _data, engine) =>
    engine.prepareStrokes([
      [
        [0.1, 0.1, 0.5],
        [0.9, 0.9, 0.5],
      ],
    ]).image,
  step: (model) => model.step(),
  setBatchSize: (model) => model.setBatchSize(61),
  setOptimizer: (model) => model.setOptimizer({ type: 'rmsprop', learningRate: 0.001 }),
  setTrainingData: (model, data) => model.setTrainingData(data),
  setAugmentation: (model) => model.setAugmentation({ rotation: 4, elastic: 1 }),
  trainBatch: (model) => model.trainBatch(someValues(81 * 70), new Uint8Array(70)),
  reset: (model) => model.reset(5),
  checkpoint: (model) => model.checkpoint(),
  restore: (model) => model.restore(model.checkpoint()),
  saveWeights: (model) => model.saveWeights(),
  loadWeights: (model) => model.loadWeights(model.saveWeights()),
  evaluate: (model, data) => model.evaluateDataset(data),
  inspect: (model) => model.inspect(image, { label: 1 }),
  freeze: (model) => model.editing.freeze('conv2d.weight', 3, 20),
  trackUpdates: (model) => model.editing.trackUpdates(true),
  explain: (model) => model.explain.weight(image, 0, 'conv2d.weight', 3),
  health: (model, data) => model.health.examine(data, { histograms: true }),
  attribute: (model) => model.looks.attribute(image, [0, 1], { camLayer: 'conv2d' }),
  slide: (model) => {
    const slid = model.features.slide(spec, 20, 20);
    slid.run();
    const scores = slid.scores();
    slid.dispose();
    return scores;
  },
  space: (model, data) => {
    const space = model.features.space(20);
    try {
      space.read(
        data,
        Uint32Array.from({ length: 20 }, (_, i) => i),
        0,
      );
      space.beginAxes();
      for (let i = 0; i < 5; ++i) space.iterateAxes();
      space.beginUnfolding({ perplexity: 3 });
      space.prepareUnfolding(20);
      space.unfold();
      return [space.project(), space.unfolded()];
    } finally {
      space.dispose();
    }
  },
};

/** What takes nothing that was not taken before. */
const needsNone = new Set(['step', 'reset', 'evaluate']);

describe('without memory', () => {
  it.each(Object.entries(calls))('%s is refused in words, and done later', (name, call) => {
    const [other, otherData] = newModel(twin);
    const before = state(model);
    closeHost();
    const most = takeAll(2 ** 24, 2 ** 20);
    let refused = 0;
    for (let bytes = 64; ; bytes *= 2) {
      const gap = take(bytes);
      const rest = takeAll(2 ** 19);
      gap.dispose();
      let given: unknown;
      try {
        given = call(model, data, engine);
      } catch (error) {
        expect(error, `${name}: ${(error as Error).message}`).toBeInstanceOf(ReceptiveError);
        expect((error as ReceptiveError).code).toBe('memory');
        expect((error as Error).message).toMatch(
          /^not enough memory: expected room for .+, found none; try a smaller /,
        );
        refused += 1;
        giveBack(rest);
        expect(state(model)).toEqual(before);
        continue;
      }
      giveBack([...rest, ...most]);
      openHost();
      expect(given).toEqual(call(other, otherData, twin));
      break;
    }
    expect(refused).toBeGreaterThanOrEqual(needsNone.has(name) ? 0 : 1);
    for (let i = 0; i < 3; ++i) expect(model.step()).toEqual(other.step());
    expect(state(model)).toEqual(state(other));
  });
});
