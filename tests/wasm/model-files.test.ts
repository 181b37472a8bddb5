import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load, type Engine, type Model } from 'receptive';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  brainFloats,
  bytesOf,
  floatsOf,
  joined,
  readSafetensors,
  safetensorsOf,
  type Tensor,
} from './safetensors-bytes';

const spec = {
  input: [1, 9, 9] as [number, number, number],
  layers: [
    { type: 'conv2d' as const, filters: 3, kernelSize: 3, activation: 'relu' as const },
    { type: 'batchNormalization' as const },
    { type: 'dense' as const, units: 2 },
  ],
  seed: 5,
};

let engine: Engine;
let model: Model;
let file: Uint8Array;
let images: Float32Array;
beforeAll(async () => {
  engine = await load();
  model = engine.model(spec);
  const data = engine.xoDataset({ count: 100, seed: 1, size: 9 });
  model.setTrainingData(data);
  for (let i = 0; i < 3; ++i) model.step();
  file = model.saveWeights({ network: 'three', step: 3 });
  images = engine.xo({ count: 10, seed: 2, size: 9 }).images;
});

/** The model's file with other tensors. */
function changed(
  change: (tensor: Tensor) => Tensor,
  metadata?: Record<string, unknown>,
  more: Tensor[] = [],
) {
  return safetensorsOf([...readSafetensors(file).tensors.map(change), ...more], metadata);
}

const farthest = (one: Float32Array, other: Float32Array) =>
  one.reduce((most, value, i) => Math.max(most, Math.abs(value - other[i]!)), 0);

describe('a model file', () => {
  it('says what it is, classes and range of the data too', () => {
    expect(engine.modelRemarks(file)).toEqual({
      spec,
      network: 'three',
      step: 3,
      classes: ['X', 'O'],
      range: [-1, 1],
    });
  });

  it('of another program goes where shapes and numbers say', () => {
    const names: Record<string, string> = {
      'conv2d.weight': 'features.0.weight',
      'conv2d.bias': 'features.0.bias',
      'batchNormalization.gamma': 'features.1.weight',
      'batchNormalization.beta': 'features.1.bias',
      'batchNormalization.movingMean': 'features.1.running_mean',
      'batchNormalization.movingVariance': 'features.1.running_var',
      'dense.weight': 'fc.weight',
      'dense.bias': 'fc.bias',
    };
    const counter = { name: 'features.1.num_batches_tracked', type: 'I64', shape: [] };
    const foreign = changed((tensor) => ({ ...tensor, name: names[tensor.name]! }), undefined, [
      { ...counter, bytes: new Uint8Array(8) },
    ]);
    const other = engine.model({ ...spec, seed: 9 });
    const before = other.predict(images);
    const match = other.matchWeights(foreign);
    expect(other.predict(images), 'nothing was taken yet').toEqual(before);
    expect(match).toEqual({
      pairs: Object.entries(names).map(([parameter, tensor]) => ({
        parameter,
        tensor,
        type: 'F32',
      })),
      leftOut: ['features.1.num_batches_tracked'],
      ownNames: false,
    });
    expect(other.loadWeights(foreign)).toEqual(match);
    expect(other.predict(images)).toEqual(model.predict(images));
    expect(() => engine.loadModel(foreign)).toThrow(/file: expected one that says .*loadWeights/);
    other.dispose();
  });

  it('may hold bfloat16 or float64', () => {
    const answers = model.predict(images);
    for (const [type, write, most] of [
      ['BF16', brainFloats, 2e-2],
      ['F64', (values: Float32Array) => bytesOf(Float64Array.from(values)), 0],
    ] as const) {
      const other = engine.model({ ...spec, seed: 9 });
      const { pairs } = other.loadWeights(
        changed((tensor) => ({ ...tensor, type, bytes: write(floatsOf(tensor.bytes)) })),
      );
      expect(new Set(pairs.map((pair) => pair.type))).toEqual(new Set([type]));
      expect(farthest(other.predict(images), answers)).toBeLessThanOrEqual(most);
      other.dispose();
    }
  });

  const damaged: [string, () => Uint8Array, RegExp][] = [
    ['an extra tensor', () => changed(same, {}, [extra([4])]), /more \[4\]/],
    ['a number among the remarks', () => changed(same, { step: 3 }), /an object of texts, found 3/],
    ['bytes behind', () => joined([file, new Uint8Array(3)]), /found 3 bytes more/],
    [
      'a gap',
      () => withHeader(file, (text) => text.replaceAll(/\[0,(\d+)\]/g, '[4,$1]')),
      /as many bytes|a gap/,
    ],
    ['a value that is no number', () => withNaN(file), /of finite numbers, found nan/],
    [
      'a variance below 0',
      () =>
        changed((tensor) =>
          tensor.name === 'batchNormalization.movingVariance'
            ? { ...tensor, bytes: bytesOf(Float32Array.of(1, 0, -0.5)) }
            : tensor,
        ),
      /batchNormalization.movingVariance of numbers of at least 0, found -0.5 at position 2/,
    ],
    ['its end cut off', () => file.slice(0, -5), /within the file's values/],
    ['a length of 2^63', () => withLength(file, 2n ** 63n), /a header within the file/],
    ['line ends changed', () => asText(file), /a copy in text mode/],
    [
      'only a pointer of Git LFS',
      () => new TextEncoder().encode('version https://git-lfs.github.com/spec/v1\noid sha256:0\n'),
      /a Git LFS pointer/,
    ],
    ['the format of MLX', () => changed(same, { format: 'mlx' }), /MLX's layout/],
    [
      'the names of Keras',
      () => changed((one) => ({ ...one, name: one.name.replace('weight', 'kernel') })),
      /layout of Keras/,
    ],
  ];
  it.each(damaged)('with %s is refused in a sentence, and changes nothing', (_, make, message) => {
    const bytes = make();
    const before = model.checkpoint();
    for (const open of [model.loadWeights, model.matchWeights]) {
      expect(() => open(bytes)).toThrow(/^model file: expected .*, found /);
      expect(() => open(bytes)).toThrow(message);
    }
    expect(() => engine.loadModel(bytes)).toThrow(/expected/);
    expect(model.checkpoint()).toEqual(before);
  });
});

const same = (tensor: Tensor) => tensor;
const extra = (shape: number[]): Tensor => {
  return { name: 'more', type: 'F32', shape, bytes: new Uint8Array(4 * shape[0]!) };
};

function withHeader(whole: Uint8Array, change: (text: string) => string): Uint8Array {
  const start = 8 + Number(new DataView(whole.buffer).getBigUint64(0, true));
  const text = change(new TextDecoder().decode(whole.subarray(8, start)));
  return joined([whole.subarray(0, 8), new TextEncoder().encode(text), whole.subarray(start)]);
}

function withLength(whole: Uint8Array, length: bigint): Uint8Array {
  const copy = whole.slice();
  new DataView(copy.buffer).setBigUint64(0, length, true);
  return copy;
}

function withNaN(whole: Uint8Array): Uint8Array {
  const copy = whole.slice();
  new DataView(copy.buffer).setFloat32(copy.length - 4, NaN, true);
  return copy;
}

/** With one LF at least, each of which becomes CR LF. */
function asText(whole: Uint8Array): Uint8Array {
  const copy = whole.slice();
  copy[copy.length - 4] = 10;
  return Uint8Array.from([...copy].flatMap((byte) => (byte === 10 ? [13, 10] : [byte])));
}

const mnist =
  process.env['MNIST_DIR'] ?? new URL('../../../shared/data/mnist', import.meta.url).pathname;
const cases = join(mnist, '../../cases/files');
const here = existsSync(cases) && existsSync(join(mnist, 't10k-images-idx3-ubyte.gz'));
if (!here) console.log(`skipped: model files of other programs; there is no ${cases} or ${mnist}`);

describe.skipIf(!here)('files of other programs answer as they did there', () => {
  let pictures: Float32Array;
  let layers: Parameters<Engine['model']>[0]['layers'];
  beforeAll(async () => {
    const read = (name: string) => readFileSync(join(mnist, `t10k-${name}-ubyte.gz`));
    pictures = (await engine.readIdx(read('images-idx3'), read('labels-idx1'))).images;
    layers = JSON.parse(readFileSync(join(cases, 'MOD-01/layers.json'), 'utf8')) as typeof layers;
  });

  it.each([
    ['MOD-01/pytorch-alphabetical', 1e-4],
    ['MOD-01/pytorch-sequential', 1e-4],
    ['MOD-01/pytorch-f16', 2e-3],
    ['MOD-02/control', 1e-4],
    ['MOD-02/other-order', 1e-4],
    ['MOD-02/header-not-aligned', 1e-4],
    ['MOD-02/metadata-empty', 1e-4],
    ['MOD-02/extra-empty-tensor', 1e-4],
    ['MOD-02/f64', 1e-4],
    ['MOD-02/bf16', 2e-2],
  ])('%s to %d', (name, most) => {
    const bytes = readFileSync(join(cases, `${name}.safetensors`));
    const { answers } = JSON.parse(readFileSync(join(cases, name, '../expected.json'), 'utf8')) as {
      answers: { index: number; probabilities: number[] }[];
    };
    const opened = engine.model({ input: [1, 28, 28], layers });
    opened.loadWeights(bytes);
    for (const { index, probabilities } of answers) {
      const found = opened.predict(pictures.subarray(index * 784, (index + 1) * 784));
      expect(farthest(found, Float32Array.from(probabilities))).toBeLessThan(most);
    }
    opened.dispose();
  });

  it.each([
    ['no-file-at-all', /found a Git LFS pointer/],
    ['shape-larger-than-bytes', /dense\.weight in as many bytes as F32 \[64,5120\] takes/],
  ])('%s is refused', (name, message) => {
    const bytes = readFileSync(join(cases, `MOD-02/${name}.safetensors`));
    expect(() => engine.loadModel(bytes)).toThrow(message);
  });
});
