import { describe, expect, it } from 'vitest';
import type { BrowseRequest } from '../../../web/protocol/data-sets';
import { browse } from '../../../web/worker/data/browse';
import { sourceOf } from '../../../web/worker/data/pictures';
import {
  predictBytes,
  SplitPredictions,
  type PictureReader,
} from '../../../web/worker/data/predictions';
import { summarise } from '../../../web/worker/data/summary';
import { smallSet } from './small-set';

const set = smallSet([0, 1, 1, 0, 1], [1]);
const source = sourceOf(set);
const request: BrowseRequest = { id: 'kept:small', split: 'train', first: 0, count: 10 };

/** Takes bright pictures for the last class: the threshold is a byte. */
function network(threshold: number, changes: Partial<PictureReader> = {}): PictureReader {
  return {
    run: 1,
    step: 10,
    data: { id: 'kept:small', channels: 1, height: 2, width: 2 },
    range: [-1, 1],
    predict(images) {
      const bright = (value: number) => (value + 1) * 127.5 > threshold - 0.01;
      return Float32Array.from({ length: (images.length / 4) * 3 }, (_, i) => {
        const wanted = bright(images[Math.floor(i / 3) * 4]!) ? 2 : 0;
        return i % 3 === wanted ? 0.8 : 0.1;
      });
    },
    ...changes,
  };
}

describe('a summary', () => {
  it('counts the classes and has their mean pictures', () => {
    const { counts, means } = summarise(source, 'train', 3);
    expect(counts).toEqual([2, 3, 0]);
    // Pictures 0 and 3, and 1, 2 and 4, rounded.
    expect(means).toEqual([
      Uint8Array.of(2, 2, 2, 2),
      Uint8Array.of(2, 2, 2, 2),
      new Uint8Array(0),
    ]);
    expect(summarise(source, 'test', 3).means[1]).toEqual(Uint8Array.of(5, 5, 5, 5));
  });
});

describe('browsing', () => {
  it('gives pictures in their order, with copies of their bytes', () => {
    const { total, pictures } = browse(source, { ...request, first: 1, count: 2 });
    expect(total).toBe(5);
    expect(pictures).toEqual([
      { index: 1, label: 1, pixels: Uint8Array.of(1, 1, 1, 1) },
      { index: 2, label: 1, pixels: Uint8Array.of(2, 2, 2, 2) },
    ]);
    pictures[0]!.pixels[0] = 99;
    expect(set.train.pixels[4]).toBe(1);
  });

  it('gives those of one class', () => {
    const { total, pictures } = browse(source, { ...request, label: 1, first: 1 });
    expect([total, ...pictures.map((one) => one.index)]).toEqual([3, 2, 4]);
    expect(browse(source, { ...request, label: 2 })).toEqual({ total: 0, pictures: [] });
    expect(browse(source, { ...request, first: 5 }).pictures).toEqual([]);
  });

  it('says what the network takes them for', () => {
    const predict = (pixels: Uint8Array) => predictBytes(network(3), 4, pixels);
    const { pictures } = browse(source, request, predict);
    expect(pictures.map((one) => one.predicted)).toEqual([0, 0, 0, 2, 2]);
    expect(pictures[0]!.confidence).toBeCloseTo(0.8, 6);
  });

  it('refuses places that there are not', () => {
    expect(() => browse(source, { ...request, first: -1 })).toThrow('first: expected a whole');
    expect(() => browse(source, { ...request, count: 0.5 })).toThrow('count: expected a whole');
  });
});

describe('mistakes', () => {
  const readAll = new SplitPredictions(() => Promise.resolve());

  it('are those that the network reads wrong', async () => {
    const all = await readAll.of(() => network(3), source, 'train', 'v1', 0);
    const { total, pictures } = browse(source, request, undefined, all);
    expect(total).toBe(4);
    expect(pictures.map((one) => [one.index, one.label, one.predicted])).toEqual([
      [1, 1, 0],
      [2, 1, 0],
      [3, 0, 2],
      [4, 1, 2],
    ]);
    expect(browse(source, { ...request, label: 0 }, undefined, all).total).toBe(1);
  });

  it('are read anew with the next step, but not while one pages through them', async () => {
    let reads = 0;
    const predictions = new SplitPredictions(() => Promise.resolve());
    const at = (step: number, first: number, version = 'v1', run = 1) =>
      predictions.of(
        () => {
          const one = network(3, { step, run });
          return { ...one, predict: (images) => (++reads, one.predict(images)) };
        },
        source,
        'train',
        version,
        first,
      );
    await at(10, 0);
    await at(10, 0);
    await at(11, 2);
    expect(reads).toBe(1);
    await at(11, 0);
    await at(11, 2, 'v2');
    await at(11, 2, 'v2', 2);
    expect(reads).toBe(4);
  });

  it('end with the run', async () => {
    const many = sourceOf(smallSet(new Array<number>(250).fill(0), []));
    let present: PictureReader | undefined = network(3);
    const predictions = new SplitPredictions(async () => (present = undefined));
    const reading = predictions.of(() => present, many, 'train', 'v1', 0);
    await expect(reading).rejects.toThrow('The run ended before all pictures were read.');
    await expect(predictions.of(() => undefined, many, 'train', 'v1', 0)).rejects.toThrow('no run');
  });
});
