import fc from 'fast-check';
import {
  type Engine,
  type EngineDataset,
  load,
  type Model,
  type ModelSpec,
  ReceptiveError,
} from 'receptive';
import { beforeAll, expect, it } from 'vitest';
import { loosely } from './support/loosely.js';

// The package is called in any order, with right and wrong arguments: models are made, trained, edited,
// kept, brought back and disposed of. Whatever is refused leaves all as it was; what is brought back has
// the same bits; and no figure is none.

/** What there is, and what it was made from. */
interface Made {
  model: Model;
  spec: ModelSpec;
  /** Kept earlier: how the run went on, and the weights with what they answered. */
  checkpoints: { bytes: Uint8Array; answers: Float32Array }[];
  files: { bytes: Uint8Array; answers: Float32Array }[];
  disposed: boolean;
}

interface World {
  engine: Engine;
  models: Made[];
  sets: { data: EngineDataset; disposed: boolean }[];
}

/** Handed to every command; each picks by a number among what there is. */
type Pick = number;

const input: [number, number, number] = [1, 9, 9];
const classes = 2;
const picture = Float32Array.from({ length: 81 }, (_, i) => Math.sin(i));

/** Bits, so that -0 and NaN are told apart. */
const bits = (values: Float32Array): number[] => [...new Uint32Array(values.slice().buffer)];

/** Everything of a model that a refused call must leave as it was. */
function standOf({ model }: Made): unknown[] {
  return [model.batchSize, Buffer.from(model.checkpoint()).toString('base64'), model.layers()];
}

/** Products of weights beyond it may be too large for a float; the next step says so. */
const tooLarge = 1e5;

function answersOf(model: Model): Float32Array {
  const weights = model.parameters().map(({ value }) => value);
  expect(weights.every((values) => values.every(Number.isFinite))).toBe(true);
  const answers = model.predict(picture);
  if (weights.some((values) => values.some((value) => Math.abs(value) > tooLarge))) return answers;
  expect(answers.every((value) => value >= 0 && value <= 1)).toBe(true);
  expect(answers.reduce((sum, value) => sum + value)).toBeCloseTo(1, 4);
  return answers;
}

/** Calls it; a refusal is one in words that has changed nothing. */
function tried<T>(world: World, call: () => T): T | undefined {
  const live = world.models.filter(({ disposed }) => !disposed);
  const before = live.map(standOf);
  try {
    return call();
  } catch (error) {
    expect(error).toBeInstanceOf(ReceptiveError);
    const { code, message } = error as ReceptiveError;
    expect(code, message).not.toBe('internal');
    expect(message).toMatch(/^\S[^]*: [^]*expected [^]*, found /);
    expect(live.map(standOf), `what was there before "${message}"`).toEqual(before);
    return undefined;
  }
}

/** A number that is right, or one of those that people and programs send by mistake. */
const odd = (right: fc.Arbitrary<number>): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 12, arbitrary: right },
    {
      weight: 1,
      arbitrary: fc.constantFrom<unknown>(
        ...[0, -1, 0.5, NaN, Infinity, -Infinity, 1e10, 1e300, 2 ** 31, 2 ** 32, 2 ** 53],
        ...[null, undefined, '3', '', [], {}, true, Symbol.iterator, 3n],
      ),
    },
  );
const few = (least: number, most: number) => odd(fc.integer({ min: least, max: most }));

const layer: fc.Arbitrary<unknown> = fc.oneof(
  fc.record({
    type: fc.constant('conv2d'),
    filters: few(1, 4),
    kernelSize: few(1, 4),
    strides: few(1, 2),
    padding: fc.constantFrom('valid', 'same', 1, [0, 1]),
    activation: fc.constantFrom('relu', 'tanh', 'sigmoid', 'nothing'),
  }),
  fc.record({ type: fc.constant('depthwiseConv2d'), kernelSize: few(1, 3) }),
  fc.record({ type: fc.constantFrom('maxPooling2d', 'averagePooling2d'), poolSize: few(1, 3) }),
  fc.record({ type: fc.constant('dense'), units: few(1, 6) }),
  fc.record({ type: fc.constant('dropout'), rate: odd(fc.constantFrom(0, 0.5, 0.99)) }),
  fc.record({
    type: fc.constantFrom(
      ...['relu', 'leakyRelu', 'tanh', 'flatten', 'batchNormalization', 'globalMaxPooling2d'],
      ...['layerNormalization', 'softmax', 'globalAveragePooling2d', 'nobody', ''],
    ),
  }),
);

const spec: fc.Arbitrary<unknown> = fc.record(
  {
    input: fc.oneof(
      { weight: 20, arbitrary: fc.constant<unknown>(input) },
      { weight: 1, arbitrary: fc.constantFrom<unknown>([1, 0, 9], [1], 'large') },
    ),
    layers: fc
      .array(layer, { maxLength: 4 })
      .map((layers) => [...layers, { type: 'dense', units: classes }]),
    optimizer: fc.record(
      {
        type: fc.constantFrom('sgd', 'adam', 'rmsprop', 'adagrad', 'nobody'),
        learningRate: odd(fc.constantFrom(0, 0.01, 0.1, 10)),
      },
      { requiredKeys: ['type'] },
    ),
    batchSize: few(1, 8),
    seed: few(0, 9),
    averaging: fc.constantFrom({ type: 'exponential', decay: 0.5 }, { type: 'nobody' }),
  },
  { requiredKeys: ['input', 'layers'] },
);

interface Command {
  toString(): string;
  check(world: Readonly<World>): boolean;
  run(world: World, real: undefined): void;
}

/** Something that is done with one of the models. */
function withModel<T>(
  name: string,
  given: fc.Arbitrary<T>,
  act: (made: Made, given: T, world: World) => void,
): fc.Arbitrary<Command> {
  return fc.tuple(fc.nat(7), given).map(([which, value]) => ({
    toString: () => `${name}(model ${which}, ${fc.stringify(value)})`,
    check: ({ models }: Readonly<World>) => models.length > 0,
    run(world: World) {
      const made = world.models[which % world.models.length]!;
      if (!made.disposed) return act(made, value, world);
      // Whatever is called: there is nothing any more.
      expect(() => act(made, value, world)).toThrow(ReceptiveError);
    },
  }));
}

const nothing = fc.constant(undefined);

/** What a disposed model would answer is thrown on, so that it is looked at. */
function call<T>(world: World, made: Made, calling: () => T): T | undefined {
  return made.disposed ? calling() : tried(world, calling);
}

const pick: fc.Arbitrary<Pick> = fc.nat(7);

function setOf({ sets }: World, which: Pick): EngineDataset {
  const { data } = sets[which % sets.length]!;
  return data;
}

const commands = [
  spec.map((given) => ({
    toString: () => `model(${fc.stringify(given)})`,
    check: ({ models }: Readonly<World>) => models.filter(({ disposed }) => !disposed).length < 5,
    run(world: World) {
      const loose = given as ModelSpec;
      const problem = world.engine.specProblem(loose);
      const model = tried(world, () => world.engine.model(loose));
      expect(model === undefined, `"${problem}" was said beforehand`).toBe(problem !== '');
      if (!model) return;
      answersOf(model);
      world.models.push({ model, spec: loose, checkpoints: [], files: [], disposed: false });
    },
  })),

  fc.record({ count: few(1, 30), seed: few(0, 5), size: few(8, 10) }).map((given) => ({
    toString: () => `xoDataset(${fc.stringify(given)})`,
    check: ({ sets }: Readonly<World>) => sets.length < 4,
    run(world: World) {
      const data = tried(world, () => world.engine.xoDataset(given as { count: number }));
      if (data) world.sets.push({ data, disposed: false });
    },
  })),

  pick.map((which) => ({
    toString: () => `data ${which}.dispose()`,
    check: ({ sets }: Readonly<World>) => sets.length > 0,
    run(world: World) {
      const set = world.sets[which % world.sets.length]!;
      set.data.dispose();
      set.disposed = true;
      expect(() => set.data.example(0)).toThrow(ReceptiveError);
    },
  })),

  withModel('setTrainingData', pick, (made, which, world) => {
    const data =
      world.sets.length > 0 ? setOf(world, which) : (undefined as unknown as EngineDataset);
    call(world, made, () => made.model.setTrainingData(data));
  }),

  withModel('step', fc.integer({ min: 1, max: 4 }), (made, times, world) => {
    for (let i = 0; i < times; ++i) {
      const report = call(world, made, () => made.model.step());
      if (!report) return;
      expect(Number.isFinite(report.loss)).toBe(true);
      answersOf(made.model);
    }
  }),

  withModel(
    'trainBatch',
    fc.record({ count: few(1, 5), scale: fc.constantFrom(0, 1, 1e6, 3e38, NaN), label: fc.nat(2) }),
    (made, { count, scale, label }, world) => {
      const length = typeof count === 'number' && count >= 0 && count < 9 ? count : 1;
      const images = Float32Array.from({ length: 81 * length }, (_, i) => scale * Math.cos(i));
      const labels = new Uint8Array(length).fill(label);
      const score = call(world, made, () => made.model.trainBatch(images, labels));
      if (!score) return;
      expect(Number.isFinite(score.loss)).toBe(true);
      answersOf(made.model);
    },
  ),

  withModel('setLearningRate', odd(fc.constantFrom(0, 0.01, 1, 1e10)), (made, rate, world) => {
    call(world, made, () => made.model.setLearningRate(rate as number));
  }),

  withModel('setBatchSize', few(1, 12), (made, size, world) => {
    call(world, made, () => made.model.setBatchSize(size as number));
    if (!made.disposed && Number.isInteger(size) && (size as number) in [0, 1, 2, 3, 4]) {
      expect(made.model.batchSize).toBe(size === 0 ? made.model.batchSize : size);
    }
  }),

  withModel(
    'setOptimizer',
    fc.record({
      type: fc.constantFrom('sgd', 'adam', 'adadelta', 'nobody'),
      learningRate: odd(fc.constantFrom(0, 0.01)),
    }),
    (made, optimizer, world) => {
      call(world, made, () => loosely(made.model).setOptimizer(optimizer));
    },
  ),

  withModel('reset', few(0, 9), (made, seed, world) => {
    call(world, made, () => made.model.reset(seed as number));
  }),

  withModel(
    'setParameter',
    fc.record({ which: pick, value: fc.constantFrom(0, 1, -1e3, 1e30, NaN), short: fc.boolean() }),
    (made, { which, value, short }, world) => {
      const all = made.model.parameters();
      if (all.length === 0) return;
      const { name, value: old } = all[which % all.length]!;
      const values = new Float32Array(old.length - (short ? 1 : 0)).fill(value);
      call(world, made, () => made.model.setParameter(name, values));
      if (!short && Math.abs(value) < 2) answersOf(made.model);
    },
  ),

  withModel(
    'freeze',
    fc.record({ which: pick, first: few(0, 3), count: few(1, 3) }),
    (made, { which, first, count }, world) => {
      const all = made.model.parameters();
      const { name } = all[which % Math.max(1, all.length)] ?? { name: 'nobody' };
      const { editing } = made.model;
      call(world, made, () => editing.freeze(name, first as number, count as number));
    },
  ),

  withModel('keep', nothing, ({ model, checkpoints, files }) => {
    const answers = answersOf(model);
    checkpoints.push({ bytes: model.checkpoint(), answers });
    files.push({ bytes: model.saveWeights(), answers });
  }),

  withModel('restore', fc.record({ which: pick, cut: fc.boolean() }), (made, given, world) => {
    const { model, checkpoints } = made;
    const kept = checkpoints[given.which % Math.max(1, checkpoints.length)];
    if (!kept && !made.disposed) return;
    const bytes = kept?.bytes ?? new Uint8Array(8);
    if (given.cut || !kept) {
      expect(call(world, made, () => (model.restore(bytes.slice(0, -1)), true))).toBeUndefined();
      return;
    }
    // One of before the optimizer or the data were changed is refused.
    if (!call(world, made, () => (model.restore(bytes), true))) return;
    expect(bits(model.predict(picture))).toEqual(bits(kept.answers));
    expect(Buffer.from(model.checkpoint()).equals(bytes)).toBe(true);
  }),

  withModel('loadWeights', fc.record({ which: pick, at: fc.nat() }), (made, given, world) => {
    const { files } = made;
    const kept = files[given.which % Math.max(1, files.length)];
    if (!kept) return call(world, made, () => void made.model.loadWeights(new Uint8Array(9)));
    if (!call(world, made, () => made.model.loadWeights(kept.bytes))) throw new Error('own file');
    expect(bits(made.model.predict(picture))).toEqual(bits(kept.answers));
    // Into a network of its own, too; and with one byte of it changed, at most in words.
    const other = world.engine.loadModel(kept.bytes, { batchSize: 2 });
    expect(bits(other.predict(picture))).toEqual(bits(kept.answers));
    other.dispose();
    const broken = kept.bytes.slice();
    broken[given.at % broken.length]! ^= 1 << (given.at % 8);
    tried(world, () => world.engine.loadModel(broken))?.dispose();
  }),

  withModel('dispose', nothing, (made) => {
    made.model.dispose();
    if (made.disposed) throw new ReceptiveError('argument', 'a second time it is nothing');
    made.disposed = true;
  }),
];

let engine: Engine;

beforeAll(async () => {
  engine = await load({ variant: 'simd' });
});

/** What every walk begins with, so that there is something to do. */
function begin(): World {
  const specs: ModelSpec[] = [
    {
      input,
      layers: [
        { type: 'conv2d', filters: 2, kernelSize: 3 },
        { type: 'dense', units: 2 },
      ],
    },
    {
      input,
      layers: [
        { type: 'batchNormalization' },
        { type: 'dropout', rate: 0.5 },
        { type: 'dense', units: 2 },
      ],
      optimizer: { type: 'adam' },
      batchSize: 3,
    },
  ];
  const models = specs.map((one): Made => {
    return { model: engine.model(one), spec: one, checkpoints: [], files: [], disposed: false };
  });
  const data = engine.xoDataset({ count: 7 });
  for (const { model } of models) model.setTrainingData(data);
  return { engine, models, sets: [{ data, disposed: false }] };
}

/** Changed to walk another way, or a longer one. */
const { WALK_SEED = '1', WALKS = '150' } = process.env;

it('is walked over at random: refusals change nothing, and what is kept comes back', () => {
  fc.assert(
    fc.property(fc.commands(commands, { maxCommands: 40, size: 'max' }), (walk) => {
      const world = begin();
      try {
        fc.modelRun(() => ({ model: world, real: undefined }), walk);
      } finally {
        for (const { model } of world.models) model.dispose();
        for (const { data } of world.sets) data.dispose();
      }
    }),
    { seed: Number(WALK_SEED), numRuns: Number(WALKS) },
  );
}, 120_000);
