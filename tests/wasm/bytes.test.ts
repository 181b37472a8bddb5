import { type Engine, load } from 'receptive';
import { beforeAll, describe, expect, it } from 'vitest';
import { smallNet } from './support/examples.js';
import { leftBehind } from './support/left-behind.js';

let engine: Engine;
beforeAll(async () => {
  engine = await load();
});

const pixels = Uint8Array.from({ length: 3 * 2 * 2 * 4 }, (_, i) => (i * 29) % 256);
const labels = Uint8Array.of(2, 0, 1, 2);
const about = { channels: 3, height: 2, width: 2, classNames: ['cat', 'dog', 'öwl'] };

describe('a set of bytes', () => {
  it('gives its bytes back, and its values', () => {
    const set = engine.bytesDataset({ ...about, pixels, labels });
    expect(set).toMatchObject({ ...about, count: 4, classes: 3, range: [0, 1] });
    expect(set.bytes()).toEqual({ pixels, labels });
    expect(set.bytes(1, 2)).toEqual({ pixels: pixels.slice(12, 36), labels: labels.slice(1, 3) });
    const { images } = set.read();
    images.forEach((value, i) => expect(value).toBe(Math.fround(pixels[i]! / 255)));
    set.dispose();
  });

  it('copies X and O with their range', () => {
    const xo = engine.xoDataset({ count: 20, seed: 3 });
    const { channels, height, width, classNames, range } = xo;
    const copy = engine.bytesDataset({ channels, height, width, classNames, range, ...xo.bytes() });
    expect(copy.read()).toEqual(xo.read());
  });

  it('that does not fit together is refused, and nothing is kept', () => {
    const bad = (change: object) => () =>
      engine.bytesDataset({ ...about, pixels, labels, ...change });
    expect(bad({ labels: Uint8Array.of(0, 1, 2, 3) })).toThrow('expected numbers below 3, found 3');
    expect(bad({ labels: Uint8Array.of(0, 1) })).toThrow('expected 24 for 2 labels, found 48');
    expect(bad({ labels: new Uint8Array(0) })).toThrow('at least one');
    expect(bad({ classNames: ['one'] })).toThrow('classes: expected 2 to 256, found 1');
    expect(bad({ classNames: [1, 2] })).toThrow('classNames: expected an Array of names');
    expect(bad({ height: 0 })).toThrow('height');
    expect(bad({ range: [0] })).toThrow('range');
    expect(bad({ size: 4 })).toThrow('only channels, height, width');
    const refused = () => expect(bad({ labels: Uint8Array.of(0, 1, 2, 3) })).toThrow();
    expect(leftBehind(engine, refused)).toBe(0);
  });
});

describe('a specification', () => {
  it('is checked without its memory', () => {
    expect(engine.specProblem(smallNet)).toBe('');
    const large = { ...smallNet.layers[0]!, kernelSize: 11 };
    const ask = () => {
      const problem = engine.specProblem({ ...smallNet, layers: [large] });
      expect(problem).toContain('conv2d');
      expect(problem).toContain('11');
    };
    expect(leftBehind(engine, ask)).toBe(0);
  });
});

describe('augmentation', () => {
  it('is shown on one picture, and changed in mid-run', () => {
    const data = engine.xoDataset({ count: 32, seed: 1 });
    const { image } = data.example(0);
    const model = engine.model({ ...smallNet, augmentation: { shift: 2 } });
    const range: [number, number] = [-1, 1];
    const changed = model.augmented(image, { seed: 4, range });
    expect(changed).not.toEqual(image);
    expect(model.augmented(image, { seed: 4, range })).toEqual(changed);
    expect(model.augmented(image, { seed: 5, range })).not.toEqual(changed);

    model.setAugmentation({});
    expect(model.augmented(image, { seed: 4, range })).toEqual(image);
    model.setAugmentation({ erasing: 1, noise: 0.1 });
    const noisy = model.augmented(image, { seed: 4, range });
    expect(noisy).not.toEqual(image);
    expect(Math.min(...noisy)).toBeGreaterThanOrEqual(-1);
    expect(Math.max(...noisy)).toBeLessThanOrEqual(1);
    expect(() => model.setAugmentation({ noise: 2 })).toThrow('noise');
    expect(() => model.augmented(image.subarray(1))).toThrow('image');
    // What was refused changed nothing.
    expect(model.augmented(image, { seed: 4, range })).toEqual(noisy);
  });

  it('lets in from outside what the set has for paper', () => {
    const trained = (paper: number, more: object): Float32Array => {
      const set = engine.bytesDataset({
        ...{ channels: 1, height: 9, width: 9, classNames: ['a', 'b'], ...more },
        pixels: new Uint8Array(4 * 81).fill(paper),
        labels: Uint8Array.of(0, 1, 1, 1),
      });
      const model = engine.model({ ...smallNet, augmentation: { shift: 3 } });
      model.setTrainingData(set);
      model.step();
      return model.parameters()[0]!.value;
    };
    const plain = engine.model({ ...smallNet, augmentation: {} });
    const blank = engine.bytesDataset({
      ...{ channels: 1, height: 9, width: 9, classNames: ['a', 'b'] },
      pixels: new Uint8Array(4 * 81).fill(255),
      labels: Uint8Array.of(0, 1, 1, 1),
    });
    plain.setTrainingData(blank);
    plain.step();
    const still = plain.parameters()[0]!.value;
    expect(trained(255, { darkOnLight: true })).toEqual(still);
    expect(trained(255, {})).not.toEqual(still);
  });

  it('of a run is as if it had been there from the start', () => {
    const data = engine.xoDataset({ count: 64, seed: 1 });
    const one = engine.model({ ...smallNet, augmentation: { noise: 0.3 } });
    const other = engine.model(smallNet);
    other.setAugmentation({ noise: 0.3 });
    for (const model of [one, other]) model.setTrainingData(data);
    for (let i = 0; i < 4; ++i) expect(one.step()).toEqual(other.step());
  });
});
