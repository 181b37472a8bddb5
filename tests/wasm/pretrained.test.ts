import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Engine, load } from 'receptive';
import { beforeAll, describe, expect, it } from 'vitest';

const file = new Uint8Array(
  readFileSync(
    new URL('../../web/client/public/pretrained/digit-reader.safetensors', import.meta.url),
  ),
);
const folder =
  process.env['MNIST_DIR'] ?? new URL('../../../shared/data/mnist', import.meta.url).pathname;
const mnist = existsSync(join(folder, 't10k-images-idx3-ubyte.gz')) ? folder : undefined;
if (!mnist) console.log(`skipped: the pretrained net on MNIST; there is no ${folder}`);

let engine: Engine;
beforeAll(async () => {
  engine = await load();
});

const { __metadata__: metadata } = JSON.parse(
  new TextDecoder().decode(
    file.subarray(8, 8 + new DataView(file.buffer, file.byteOffset).getUint32(0, true)),
  ),
) as { __metadata__: Record<string, string> };

describe('the net that comes with the page', () => {
  it('takes at most 200 kB', () => {
    expect(file.length).toBeLessThanOrEqual(200_000);
  });

  it('is the preset that it says', () => {
    const preset = engine.presets().find(({ name }) => name === metadata['network'])!;
    expect(JSON.parse(metadata['spec']!)).toEqual(preset.spec);
  });

  it('reads digits of the generator', () => {
    const model = engine.loadModel(file);
    const digits = engine.digitsDataset({ count: 1000, seed: 99 });
    expect(model.evaluateDataset(digits).accuracy).toBeGreaterThan(0.9);
  });

  it.skipIf(!mnist)('reads as much of MNIST’s test set as it says', async () => {
    const read = (name: string) => readFileSync(join(mnist!, `${name}.gz`));
    const test = await engine.idxDataset(
      read('t10k-images-idx3-ubyte'),
      read('t10k-labels-idx1-ubyte'),
    );
    const { accuracy } = engine.loadModel(file).evaluateDataset(test);
    // Another processor may round one picture in a thousand to the other side.
    expect(Math.abs(accuracy - Number(metadata['testAccuracy']))).toBeLessThan(0.001);
    expect(accuracy).toBeGreaterThan(0.99);
  });

  it('is refused by name when it is cut short or of another network', () => {
    const { used } = engine.memory();
    expect(() => engine.loadModel(file.subarray(0, 1000))).toThrow(/safetensors|header/);
    expect(() => engine.loadModel(file.subarray(0, file.length - 4))).toThrow(/file's values/);
    const other = engine.model({ input: [1, 28, 28], layers: [{ type: 'dense', units: 10 }] });
    const before = other.parameters();
    expect(() => other.loadWeights(file)).toThrow('dense.weight');
    expect(other.parameters()).toEqual(before);
    other.dispose();
    expect(engine.memory().used - used).toBeLessThan(10_000);
  });
});
