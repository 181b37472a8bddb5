// The native command line as its user meets it: what it prints, and how it ends.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  brainFloats,
  floatsOf,
  readSafetensors,
  safetensorsOf,
  type Tensor,
} from '../wasm/safetensors-bytes';

const program = fileURLToPath(new URL('../../build/native/receptive', import.meta.url));

interface Outcome {
  status: number;
  out: string;
  error: string;
}

interface Event {
  event: string;
  [field: string]: unknown;
}

function receptive(...words: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(program, words, (failure, out, error) => {
      const status = failure === null ? 0 : Number(failure.code ?? 1);
      resolve({ status, out, error });
    });
  });
}

async function events(...words: string[]): Promise<Event[]> {
  const { status, out, error } = await receptive(...words, '--json');
  expect(error).toBe('');
  expect(status).toBe(0);
  return out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Event);
}

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'receptive-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const small = {
  input: [1, 9, 9],
  layers: [
    { type: 'conv2d', filters: 3, kernelSize: 3, activation: 'relu' },
    { type: 'batchNormalization' },
    { type: 'dense', units: 2 },
  ],
  batchSize: 50,
};

function specFile(name: string, spec: object | string): string {
  const path = join(folder, name);
  writeFileSync(path, typeof spec === 'string' ? spec : JSON.stringify(spec));
  return path;
}

describe('presets and summary', () => {
  test('every network is listed with its source, as text and as JSON', async () => {
    const text = await receptive('presets');
    const presets = JSON.parse((await receptive('presets', '--json')).out) as { name: string }[];
    expect(presets.length).toBeGreaterThanOrEqual(17);
    for (const { name } of presets) expect(text.out).toContain(name);
    expect(text.out).toContain('0.92 % MNIST test error');
  });

  test("LeNet-5's summary has the published parameters", async () => {
    const { out } = await receptive('summary', '--preset', 'lenet5');
    expect(out).toMatch(/^c1 .* 156 +122,304/m);
    expect(out).toMatch(/^c3 .* 1,516 +151,600/m);
    const { out: json } = await receptive('summary', '--preset', 'lenet5', '--json');
    const layers = JSON.parse(json) as { name: string; receptiveField: number[] }[];
    expect(layers.find(({ name }) => name === 'c5')?.receptiveField).toEqual([32, 32]);
  });
});

describe('train and evaluate', () => {
  test('a line an epoch, the result, and the same figures for the same seed', async () => {
    const spec = specFile('small.json', small);
    const run = () => receptive('train', '--spec', spec, '--epochs', '2', '--seed', '5');
    const first = await run();
    expect(first.status).toBe(0);
    expect(first.out).toMatch(/^epoch 1 {2}training loss [\d.]+ accuracy [\d.]+ %/m);
    expect(first.out).toMatch(/^epoch 2 /m);
    expect(first.out).toMatch(/^result: test accuracy [\d.]+ %, \d+ of 1000 wrong/m);
    const scores = (text: string) => text.match(/loss [\d.]+ accuracy [\d.]+/g);
    expect(scores((await run()).out)).toEqual(scores(first.out));
  });

  test('several seeds on two threads come to the same as one after the other', async () => {
    const spec = specFile('seeds.json', small);
    const train = async (threads: string) => {
      const words = ['--spec', spec, '--epochs', '1', '--seeds', '3', '--threads', threads];
      const all = await events('train', ...words);
      const results = all.filter(({ event }) => event === 'result');
      return new Map(results.map(({ seed, testLoss }) => [seed, testLoss]));
    };
    const alone = await train('1');
    expect([...alone.keys()].sort()).toEqual([1, 2, 3]);
    expect(new Set(alone.values()).size).toBe(3);
    const together = await train('2');
    for (const [seed, loss] of alone) expect(together.get(seed)).toBe(loss);
  });

  test('what was saved scores as it did, alone and as a committee', async () => {
    const spec = specFile('saved.json', { ...small, averaging: 'exponential' });
    const model = join(folder, 'net.safetensors');
    const words = ['--spec', spec, '--epochs', '2', '--seeds', '2', '--save', model];
    const trained = await events('train', ...words);
    const together = trained.find(({ event }) => event === 'together');
    const results = trained.filter(({ event }) => event === 'result');
    const files = [1, 2].map((seed) => join(folder, `net-seed-${seed}.safetensors`));
    const scores = await events('evaluate', '--model', files.join(','), '--seed', '1');
    expect(scores.slice(0, 2).map(({ accuracy }) => accuracy)).toEqual(
      results.map(({ testAccuracy }) => testAccuracy),
    );
    expect(scores[2]?.['name']).toBe('committee of 2');
    expect(scores[2]?.['accuracy']).toBe(together?.['committeeAccuracy']);
  });

  test('classes are weighed in training, and the saved net says so', async () => {
    const spec = specFile('weighed.json', { ...small, loss: 'hinge' });
    const model = join(folder, 'weighed.safetensors');
    const train = async (...words: string[]) => {
      const all = await events('train', '--spec', spec, '--epochs', '1', ...words);
      return all.find(({ event }) => event === 'epoch')!;
    };
    const plain = await train();
    const alike = await train('--class-weight', '1,1');
    expect([alike['trainLoss'], alike['testLoss']]).toEqual([
      plain['trainLoss'],
      plain['testLoss'],
    ]);
    const weighed = await train('--class-weight', '8,0.5', '--save', model);
    expect(weighed['trainLoss']).not.toBe(plain['trainLoss']);
    // Nobody multiplies the test set's loss.
    const [score] = await events('evaluate', '--model', model);
    expect(score!['loss']).toBe(weighed['testLoss']);
    expect(readFileSync(model, 'latin1')).toContain(
      String.raw`\"loss\":{\"type\":\"hinge\",\"classWeight\":[8,0.5]}`,
    );
    const balanced = await train('--class-weight', 'balanced');
    expect(balanced['trainLoss']).toBeGreaterThan(0);
  });

  test('the sentence CNN learns its task without any file', async () => {
    const all = await events('train', '--preset', 'sentence-cnn', '--seed', '2');
    const result = all.find(({ event }) => event === 'result');
    expect(result?.['testAccuracy']).toBeGreaterThan(0.95);
  });
});

describe('model files', () => {
  /** The file with its tensors and remarks changed. */
  function rewritten(
    path: string,
    name: string,
    change: (tensor: Tensor) => Tensor,
    metadata?: (before: Record<string, string>) => Record<string, string>,
    more: Tensor[] = [],
  ): string {
    const file = readSafetensors(readFileSync(path));
    const remarks = metadata?.(file.metadata!) ?? { format: 'pt' };
    const target = join(folder, name);
    writeFileSync(target, safetensorsOf([...file.tensors.map(change), ...more], remarks));
    return target;
  }
  const same = (tensor: Tensor) => tensor;

  let spec = '';
  let model = '';
  let score: unknown;
  beforeAll(async () => {
    spec = specFile('files.json', { ...small, averaging: 'exponential' });
    model = join(folder, 'own.safetensors');
    const words = ['--spec', spec, '--epochs', '1', '--seed', '4', '--save', model];
    const trained = await events('train', ...words);
    score = trained.find(({ event }) => event === 'result')?.['testAccuracy'];
  });
  const evaluated = async (...words: string[]) => {
    const said = await events('evaluate', '--seed', '4', ...words);
    return said.at(-1)?.['accuracy'];
  };

  test('say what the network is, and of the data what it says for itself', () => {
    const { metadata, tensors } = readSafetensors(readFileSync(model));
    expect(JSON.parse(metadata!['spec']!)).toEqual({
      ...small,
      averaging: 'exponential',
      seed: 4,
    });
    expect(metadata).toMatchObject({ classes: '["X","O"]', data: 'xo', testExamples: '1000' });
    expect(Number(metadata!['averaged'])).toBe(Number(metadata!['step']));
    expect(tensors.map(({ name }) => name)).toContain('conv2d.weight.trained');
  });

  test('of earlier versions are read: seed beside the spec, no word on the data', async () => {
    const older = rewritten(model, 'older.safetensors', same, ({ spec: said }) => ({
      network: 'small',
      spec: JSON.stringify({ ...(JSON.parse(said!) as object), seed: undefined }, null, 2),
      seed: '4',
      addedDigits: '0',
      digitWidth: '0',
      testAccuracy: '0.9000',
    }));
    expect(await evaluated('--model', older)).toBe(score);
    const page = rewritten(model, 'page.safetensors', same, ({ spec: said }) => ({
      spec: said!,
      network: 'own',
      link: 'data=xo&network=own',
      step: '40',
    }));
    expect(await evaluated('--model', page)).toBe(score);
    const { out } = await receptive('summary', '--model', page);
    expect(out).toMatch(/^total/m);
  });

  test('of another program need a network, and are shown where their weights go', async () => {
    const renamed = rewritten(model, 'foreign.safetensors', (tensor) => ({
      ...tensor,
      name: tensor.name.replace('conv2d', '0').replace('dense', '5'),
    }));
    const foreign = rewritten(
      rewritten(renamed, 'short.safetensors', same),
      'counted.safetensors',
      same,
      undefined,
      [{ name: 'steps', type: 'I64', shape: [], bytes: new Uint8Array(8) }],
    );
    const nameless = await receptive('evaluate', '--model', foreign);
    expect(nameless.status).toBe(1);
    expect(nameless.error).toMatch(
      /expected --preset NAME or --spec FILE.*It holds 0\.weight \[3,/,
    );
    // With the trained weights beside their average there are twice as many.
    const twice = await receptive('evaluate', '--model', foreign, '--spec', spec);
    expect(twice.error).toMatch(
      /the network's 8 tensors \(conv2d\.weight.*found 16 that are others/,
    );
    const file = readSafetensors(readFileSync(foreign));
    const half = join(folder, 'half.safetensors');
    const kept = file.tensors.filter(({ name }) => !name.endsWith('.trained'));
    writeFileSync(half, safetensorsOf(kept, { format: 'pt' }));
    const { out } = await receptive('evaluate', '--model', half, '--spec', spec, '--seed', '4');
    expect(out).toMatch(/^ {2}0\.weight \[3,1,3,3\] -> conv2d\.weight$/m);
    expect(out).toMatch(/left out, as it holds no weights: I64 steps \[\]/);
    expect(await evaluated('--model', half, '--spec', spec)).toBe(score);
  });

  test('in half precision are widened, and it is said', async () => {
    const brain = rewritten(
      model,
      'brain.safetensors',
      (tensor) => ({ ...tensor, type: 'BF16', bytes: brainFloats(floatsOf(tensor.bytes)) }),
      (before) => before,
    );
    const { out } = await receptive('evaluate', '--model', brain, '--seed', '4');
    expect(out).toMatch(/BF16 widened to float32/);
    const found = Number(/accuracy ([\d.]+) %/.exec(out)?.[1]);
    expect(Math.abs(found / 100 - Number(score))).toBeLessThan(0.02);
  });
});

/** A test set of 20 pictures with a mark in the column of their label, as IDX files. */
function testSetFolder(name: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  const pixels = new Uint8Array(20 * 784);
  const labels = Uint8Array.from({ length: 20 }, (_, i) => i % 10);
  labels.forEach((label, i) => pixels.fill(255, i * 784 + 28 * label, i * 784 + 28 * label + 20));
  const header = (...numbers: number[]) =>
    numbers.flatMap((value) => [0, 0, value >> 8, value & 255]);
  const images = Buffer.from([0, 0, 8, 3, ...header(20, 28, 28), ...pixels]);
  writeFileSync(join(path, 't10k-images-idx3-ubyte'), images);
  writeFileSync(
    join(path, 't10k-labels-idx1-ubyte'),
    Buffer.from([0, 0, 8, 1, ...header(20), ...labels]),
  );
  return path;
}

describe('generated digits', () => {
  test('are learned without any file, the same ones whatever the seed', async () => {
    const model = join(folder, 'digits.safetensors');
    const words = ['--preset', 'small', '--epochs', '1', '--data', 'digits:3000'];
    const trained = await events('train', ...words, '--seed', '3', '--save', model);
    expect(trained[0]).toMatchObject({ trainingExamples: 3000, testExamples: 10000 });
    const result = trained.find(({ event }) => event === 'result');
    expect(result?.['testAccuracy']).toBeGreaterThan(0.6);
    const [score] = await events('evaluate', '--model', model, '--data', 'digits');
    expect(score?.['accuracy']).toBe(result?.['testAccuracy']);
  });

  test('can be judged by the test set of a folder, or the other way round', async () => {
    const path = testSetFolder('judge');
    const words = ['--preset', 'small', '--epochs', '1', '--data', 'digits:200'];
    const said = await events('train', ...words, '--test-data', path);
    const start = (of: typeof said) => of.find(({ event }) => event === 'start');
    expect(said[0]).toMatchObject({ event: 'found', path });
    expect(start(said)).toMatchObject({ trainingExamples: 200, testExamples: 20 });
    const [byDigits] = await events('train', ...words, '--test-data', 'digits:50');
    expect(byDigits).toMatchObject({ trainingExamples: 200, testExamples: 50 });
  });
});

describe('mistakes end with status 1 and a sentence', () => {
  const cases: [string, string[], RegExp][] = [
    ['no network', ['train'], /expected either --preset NAME .* or --spec FILE, found neither/],
    ['two networks', ['summary', '--preset', 'small', '--spec', 'x'], /found both/],
    ['an unknown network', ['train', '--preset', 'vgg'], /preset: expected one of .*, found 'vgg'/],
    ['a word too many', ['presets', 'all'], /expected an option .*, found all/],
    ['an unknown option', ['presets', '--yaml', '1'], /expected only known options, found --yaml/],
    ['a missing value', ['train', '--preset'], /--preset: expected a value, found nothing/],
    ['an option twice', ['train', '--seed', '1', '--seed', '2'], /--seed: expected once/],
    [
      'no data',
      ['train', '--preset', 'small'],
      /--data: expected the folder or file with the data/,
    ],
    [
      'no whole number of digits',
      ['train', '--preset', 'small', '--data', 'digits:many'],
      /--data: expected digits:COUNT with a whole number, found digits:many/,
    ],
    [
      'no digits',
      ['train', '--preset', 'small', '--data', 'digits:0'],
      /digits: count must be 1 to 1000000, found 0/,
    ],
    [
      'a test folder without data',
      ['train', '--preset', 'small', '--data', 'digits:10', '--test-data', '/usr'],
      /expected IDX, CSV, NPY or NPZ files .* in \/usr, found nothing/,
    ],
    [
      'a folder without data',
      ['train', '--preset', 'small', '--data', '/usr'],
      /expected IDX, CSV, NPY or NPZ files .* in \/usr, found nothing/,
    ],
    [
      'no epochs',
      ['train', '--preset', 'xo-three-filters', '--epochs', '0'],
      /--epochs: expected a whole number of at least 1, found 0/,
    ],
    [
      'a number that is none',
      ['train', '--preset', 'xo-three-filters', '--seed', '1e3'],
      /--seed: expected a whole number of at least 0, found 1e3/,
    ],
    [
      'weights that are none',
      ['train', '--preset', 'xo-three-filters', '--class-weight', 'rare'],
      /--class-weight: expected balanced, or a number for each class .*, found rare/,
    ],
    [
      'weights of other classes',
      ['train', '--preset', 'small', '--class-weight', '1,2', '--data', '/'],
      /classWeight: expected one weight for each of the 10 classes, or 'balanced', found 2/,
    ],
    ['a file that is not there', ['evaluate', '--model', 'none'], /none: cannot be opened/],
  ];
  test.each(cases)('%s', async (_, words, message) => {
    const { status, out, error } = await receptive(...words);
    expect(status).toBe(1);
    expect(out).toBe('');
    expect(error).toMatch(/^receptive: .*\n$/);
    expect(error).toMatch(message);
  });

  test('a broken specification and a file that is no model', async () => {
    const broken = specFile('broken.json', '{"input": [1, 9, 9], "layers": [{"type": "conv9"}]}');
    const summary = await receptive('summary', '--spec', broken);
    expect(summary.error).toMatch(/conv9: type: expected one of .*, found 'conv9'/);
    const model = await receptive('evaluate', '--model', broken);
    expect(model.error).toMatch(/model file: expected a header within the file/);
    expect([summary.status, model.status]).toEqual([1, 1]);
  });

  test('no command or a wrong one shows the usage', async () => {
    for (const words of [[], ['fly']]) {
      const { status, error } = await receptive(...words);
      expect(status).toBe(2);
      expect(error).toContain('receptive presets');
    }
    expect((await receptive('help')).status).toBe(0);
  });
});
