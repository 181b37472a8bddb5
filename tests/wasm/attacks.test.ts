import { type Engine, type EngineDataset, load, type Model, type ModelSpec } from 'receptive';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { someValues } from './support/examples.js';
import { loosely } from './support/loosely.js';

// Nothing that a caller passes or writes may lead the engine out of its arrays. Every method is
// called as it should be, then with each of its arguments made wrong in turn; each wrong call must be
// refused with a sentence, and afterwards the engine must answer as before.

const spec: ModelSpec = {
  input: [1, 9, 9],
  layers: [
    { type: 'conv2d', filters: 3, kernelSize: 3, activation: 'relu' },
    { type: 'maxPooling2d' },
    { type: 'flatten' },
    { type: 'dense', units: 2 },
  ],
  seed: 7,
};

let engine: Engine;
let model: Model;
let data: EngineDataset;
let answers: Float32Array;
let pictures: Float32Array;

const image = someValues(81);
const label = Uint8Array.of(1);

beforeAll(async () => {
  engine = await load({ variant: 'simd' });
  model = engine.model(spec);
  data = engine.xoDataset({ count: 5 });
  model.setTrainingData(data);
  model.step();
  answers = model.predict(image);
  pictures = data.read().images;
});

function expectHealthy(): void {
  expect(model.predict(image)).toEqual(answers);
  expect(data.read().images).toEqual(pictures);
  const fresh = engine.model(spec);
  fresh.predict(image);
  fresh.dispose();
}

const numbers = [NaN, -1, 1.5, Infinity, 2 ** 31, 2 ** 53, '1', [1], null];

/** Wrong values in place of a right one. */
function wrong(value: unknown): unknown[] {
  if (value instanceof Float32Array) return wrongArrays(value, Float64Array, Uint8Array);
  if (value instanceof Uint8Array) return wrongArrays(value, Uint8ClampedArray, Float32Array);
  if (value instanceof Int32Array) return wrongArrays(value, Uint32Array, Float32Array);
  if (value instanceof Uint32Array) return wrongArrays(value, Int32Array, Float32Array);
  if (typeof value === 'number') return numbers.filter((one) => one !== value);
  if (typeof value === 'string') return ['nobody', 3, null];
  if (typeof value === 'object' && value !== null && 'dispose' in value) {
    return [{ ...value }, Object.create(value), new Proxy(value, {}), null, 3];
  }
  throw new Error('no attack is known');
}

type TypedArray = Float32Array | Uint8Array | Int32Array | Uint32Array;
type Maker = new (values: number[]) => unknown;

function wrongArrays(value: TypedArray, ...others: Maker[]): unknown[] {
  const values = [...value];
  const same = value.constructor as Maker;
  return [
    values,
    ...others.map((Other) => new Other(values)),
    ...(value instanceof Uint32Array ? [] : [new same(values.slice(1))]), // fewer examples are right
    new same([...values, 0]),
    { ...value, length: value.length, byteLength: value.byteLength },
    Object.assign(Object.create(Object.getPrototypeOf(value) as object), {}),
    { length: value.length, [Symbol.toStringTag]: value.constructor.name },
    new DataView(value.buffer),
    value.buffer,
    null,
  ];
}

/** A method, right arguments, and which of them are attacked; of options by the names of theirs. */
type Attack = [
  name: string,
  call: (...given: unknown[]) => unknown,
  right: () => unknown[],
  attacked: (number | [at: number, ...options: string[]])[],
];

const ascent = { range: [0, 1], steps: 1, firstStep: 0 };

const attacks: Attack[] = [
  ['trainBatch', (...a) => loose().trainBatch(...a), () => [image, label], [0, 1]],
  ['evaluate', (...a) => loose().evaluate(...a), () => [image, label], [0, 1]],
  ['predict', (...a) => loose().predict(...a), () => [image], [0]],
  [
    'setParameter',
    (...a) => loose().setParameter(...a),
    () => ['dense.bias', new Float32Array(model.parameter('dense.bias').value)],
    [0, 1],
  ],
  ['parameter', (...a) => loose().parameter(...a), () => ['dense.bias'], [0]],
  ['inspect', (...a) => loose().inspect(...a), () => [image, { label: 1 }], [0, [1, 'label']]],
  ['augmented', (...a) => loose().augmented(...a), () => [image, { seed: 1 }], [0, [1, 'seed']]],
  ['setTrainingData', (...a) => loose().setTrainingData(...a), () => [data], [0]],
  ['evaluateDataset', (...a) => loose().evaluateDataset(...a), () => [data, 0, 5], [0, 1, 2]],
  ['predictDataset', (...a) => loose().predictDataset(...a), () => [data, 0, 5], [0, 1, 2]],
  ['setBatchSize', (...a) => loose().setBatchSize(...a), () => [16], [0]],
  ['reset', (...a) => loose().reset(...a), () => [7], []],
  ['explain.unit', (...a) => loose().explain.unit(...a), () => [image, 'conv2d', 3], [0, 1, 2]],
  [
    'explain.gradient',
    (...a) => loose().explain.gradient(...a),
    () => [image, 0, 'conv2d', 3],
    [0, 1, 2, 3],
  ],
  [
    'explain.weight',
    (...a) => loose().explain.weight(...a),
    () => [image, 0, 'conv2d.weight', 3, { limit: 10 }],
    [0, 1, 2, 3],
  ],
  ['explain.reach', (...a) => loose().explain.reach(...a), () => ['conv2d', 3], [0, 1]],
  [
    'health.examine',
    (...a) => loose().health.examine(...a),
    () => [data, { pictures: 4, weightsBefore: model.health.weights() }],
    [0, [1, 'pictures', 'weightsBefore']],
  ],
  ['health.answers', (...a) => loose().health.answers(...a), () => [data, 0, 5], [0, 1, 2]],
  [
    'looks.attribute',
    (...a) => loose().looks.attribute(...a),
    () => [image, [0], { camLayer: 'conv2d' }],
    [0, [2, 'camLayer']],
  ],
  [
    'looks.smooth',
    (...a) => loose().looks.smooth(...a),
    () => [image, 0, { sigma: 0.1, count: 4, seed: 1, first: 4, mean: new Float32Array(81) }],
    [0, 1, [2, 'count', 'seed', 'mean']],
  ],
  [
    'looks.occlude',
    (...a) => loose().looks.occlude(...a),
    () => [image, { size: 3, stride: 2, paper: 0, first: 0, count: 25 }],
    [0, [1, 'first', 'count']],
  ],
  [
    'looks.startAscent',
    (...a) => loose().looks.startAscent(...a),
    () => [3, { range: [0, 1] }],
    [0],
  ],
  [
    'looks.ascend',
    (...a) => loose().looks.ascend(...a),
    () => [image, { layer: 'conv2d', maps: [1] }, { ...ascent, rate: 0.1 }],
    [0, [1, 'layer']],
  ],
  [
    'looks.findTop',
    (...a) => loose().looks.findTop(...a),
    () => [model.looks.topTable(['conv2d'], 2), data, 0, 5],
    [[0, 'keep', 'values', 'examples', 'places'], 1, 2, 3],
  ],
  ['editing.freeze', (...a) => loose().editing.freeze(...a), () => ['dense.bias', 0, 2], [0, 1, 2]],
  [
    'editing.unfreeze',
    (...a) => loose().editing.unfreeze(...a),
    () => ['dense.bias', 0, 2],
    [0, 1, 2],
  ],
  [
    'editing.setValues',
    (...a) => loose().editing.setValues(...a),
    () => ['dense.bias', 0, new Float32Array(model.parameter('dense.bias').value)],
    [0, 1],
  ],
  ['features.space', (...a) => loose().features.space(...a), () => [5], [0]],
  ['features.slide', (...a) => loose().features.slide(...a), () => [spec, 20, 20], [1, 2]],
  ['loadWeights', (...a) => loose().loadWeights(...a), () => [model.saveWeights()], []],
  ['matchWeights', (...a) => loose().matchWeights(...a), () => [model.saveWeights()], []],
  ['data.read', (...a) => loosely(data).read(...a), () => [0, 5], [0, 1]],
  ['data.bytes', (...a) => loosely(data).bytes(...a), () => [0, 5], [0, 1]],
  ['data.example', (...a) => loosely(data).example(...a), () => [4], [0]],
  [
    'bytesDataset',
    (...a) => loosely(engine).bytesDataset(...a),
    () => [
      {
        channels: 1,
        height: 2,
        width: 2,
        classNames: ['a', 'b'],
        pixels: new Uint8Array(8),
        labels: Uint8Array.of(0, 1),
      },
    ],
    [[0, 'channels', 'height', 'width', 'pixels', 'labels']],
  ],
  [
    'prepareDrawing',
    (...a) => loosely(engine).prepareDrawing(...a),
    () => [new Float32Array(81), 9, 9, { side: 9, box: 7 }],
    [0, 1, 2, [3, 'side', 'box']],
  ],
  ['shifts.look', (...a) => loosely(shifts()).look(...a), () => [image, 2, 0], [0, 1]],
  ['shifts.shift', (...a) => loosely(shifts()).shift(...a), () => [image, 2, 1, 0], [0]],
  ['sliding.lay', (...a) => loosely(sliding()).lay(...a), () => [data, 4, 0, 0], [0, 1]],
  ['sliding.crops', (...a) => loosely(sliding()).crops(...a), () => [0, 1], [0, 1]],
  ['sliding.inkOf', (...a) => loosely(sliding()).inkOf(...a), () => [data, 4], [0, 1]],
  ['sliding.scatter', (...a) => loosely(sliding()).scatter(...a), () => [2, 5, 1], [0, 1, 2]],
  [
    'sliding.peaks',
    (...a) => loosely(sliding()).peaks(...a),
    () => [new Uint8Array(sliding().rows * sliding().columns), 0.5],
    [0],
  ],
  [
    'space.read',
    (...a) => loosely(space()).read(...a),
    () => [data, Uint32Array.of(4, 1, 2, 3), 1],
    [0, 1, 2],
  ],
  ['space.place', (...a) => loosely(space()).place(...a), () => [image, 2], [0, 1]],
  [
    'space.measureClasses',
    (...a) => loosely(space()).measureClasses(...a),
    () => [Uint8Array.of(0, 1, 1, 0, 1)],
    [0],
  ],
];

const loose = () => loosely(model);

let kept: {
  shifts?: ReturnType<Model['features']['shifts']>;
  sliding?: ReturnType<Model['features']['slide']>;
  space?: ReturnType<Model['features']['space']>;
} = {};
const shifts = () => (kept.shifts ??= model.features.shifts());
function sliding() {
  if (kept.sliding) return kept.sliding;
  kept.sliding = model.features.slide(spec, 12, 12);
  kept.sliding.run();
  kept.sliding.measureInk();
  return kept.sliding;
}
function space() {
  if (kept.space) return kept.space;
  kept.space = model.features.space(5);
  kept.space.take();
  kept.space.read(data, Uint32Array.of(0, 1, 2, 3, 4), 0);
  kept.space.beginAxes();
  return kept.space;
}

/** What is right among the wrong values: seeds may be large, and null stands for what is left out. */
const harmless = new Set([
  ...['augmented seed', 'looks.smooth seed', 'sliding.scatter 2'].map((one) => `${one} ${2 ** 31}`),
  ...['evaluateDataset', 'predictDataset', 'health.answers'].flatMap((name) => [
    `${name} 1 null`,
    `${name} 2 null`,
  ]),
  ...['data.read', 'data.bytes'].flatMap((name) => [`${name} 0 null`, `${name} 1 null`]),
]);

describe('every method', () => {
  beforeEach(() => {
    kept = {};
  });

  it.each(attacks)('%s refuses what it cannot take', (name, call, right, attacked) => {
    expect(() => call(...right()), `${name}, called rightly`).not.toThrow();
    answers = model.predict(image);
    for (const place of attacked) {
      const [at, ...options] = typeof place === 'number' ? [place] : place;
      const parts = options.length > 0 ? options : [undefined];
      for (const option of parts) {
        const given = right()[at] as Record<string, unknown>;
        for (const value of wrong(option === undefined ? given : given[option])) {
          const bad = right();
          bad[at] = option === undefined ? value : { ...given, [option]: value };
          const title = `${name} ${option ?? at} ${titleOf(value)}`;
          if (harmless.has(title)) continue;
          expect(() => call(...bad), title).toThrow(/expected .*, found|not enough memory|must be/);
        }
      }
    }
    expectHealthy();
  });

  it('refuses a mean that is no Float32Array, which once overwrote the heap', () => {
    const smooth = (mean: unknown) =>
      loose().looks.smooth(image, 0, { sigma: 0.1, count: 4, mean });
    expect(() => smooth(Array(81).fill(0))).toThrow(
      'mean: expected a Float32Array, found an Array of 81',
    );
    expect(() => smooth(new Uint8Array(81))).toThrow(
      'mean: expected a Float32Array, found a Uint8Array of 81',
    );
    expectHealthy();
  });
});

function titleOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

/** Writes what a caller has no business to write. */
function write(object: object, field: string, value: unknown): void {
  expect(Reflect.set(object, field, value), field).toBe(false);
  expect(Reflect.defineProperty(object, field, { value }), field).toBe(false);
}

describe('what is handed out', () => {
  it('is frozen: a data set', () => {
    write(data, 'count', 2000);
    write(data, 'width', 0);
    write(data, 'channels', 50);
    write(data, 'height', 1e9);
    write(data, 'classes', 0);
    write(data, 'classNames', []);
    write(data.classNames, '0', 'mine');
    write(data.range, '0', NaN);
    expect(data.read().images).toEqual(pictures);
    expect(data.example(4).image).toHaveLength(81);
    expectHealthy();
  });

  it('is frozen: a sliding network, a feature space', () => {
    for (const field of ['height', 'width', 'rows', 'columns', 'classes', 'stride']) {
      write(sliding(), field, 1e6);
    }
    write(sliding().stride, '0', 0);
    expect(sliding().canvas()).toHaveLength(144);
    expect(sliding().answers()).toHaveLength(2 * sliding().rows * sliding().columns);
    for (const field of ['count', 'classes', 'size', 'reader']) write(space(), field, 1e6);
    expect(space().project()).toHaveLength(10);
    expect(space().answers()).toHaveLength(10);
    expectHealthy();
  });

  it('is a copy: layers, shapes, tables, arrays', () => {
    const [first] = model.layers();
    first!.outputShape[0] = 1e6;
    first!.parameters.length = 0;
    model.parameter('dense.bias').shape[0] = 1e6;
    model.parameter('dense.bias').value.fill(NaN);
    model.inspect(image)['input']!.activation.fill(NaN);
    expect(model.inspect(image)['conv2d']!.activation).toHaveLength(147);
    expect(() => model.setParameter('dense.bias', new Float32Array(1e6))).toThrow(
      'dense.bias: expected 2 values (2), found 1000000',
    );
    expectHealthy();
  });
});
