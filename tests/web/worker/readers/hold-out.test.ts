import { expect, test } from 'vitest';
import { heldOut, splitPictures } from '../../../../web/worker/data/readers/hold-out';

test('a tenth of each class is kept for testing, in mixed order', () => {
  const labels = Uint8Array.from({ length: 200 }, (_, i) => (i < 120 ? 0 : i < 180 ? 1 : 2));
  const { train, test } = heldOut('a', labels);
  expect([...train, ...test].sort((a, b) => a - b)).toEqual([...labels.keys()]);
  const counts = [0, 0, 0];
  for (const place of test) counts[labels[place]!]! += 1;
  expect(counts).toEqual([12, 6, 2]);
  // Not class after class.
  const inOrder = test.map((place) => labels[place]!);
  expect(inOrder).not.toEqual([...inOrder].sort());
  expect(heldOut('a', labels)).toEqual({ train, test });
});

test('a tenth is never more than a tenth, however many classes there are', () => {
  const labels = Uint8Array.from({ length: 60 }, (_, i) => i % 10);
  const { train, test } = heldOut('a', labels);
  expect([train.length, test.length]).toEqual([54, 6]);
  expect(new Set(test.map((place) => labels[place])).size).toBe(6);
  const uneven = Uint8Array.from([...Array<number>(12).fill(0), 1, 1, 1, 2]);
  expect(heldOut('a', uneven).test).toHaveLength(1);
});

test('too few pictures are refused by name', () => {
  expect(() => heldOut('mine', new Uint8Array(9))).toThrow('mine has 9 pictures');
});

test('pictures go with their labels', () => {
  const labels = Uint8Array.from({ length: 20 }, (_, i) => i % 2);
  const pixels = Uint8Array.from({ length: 40 }, (_, i) => Math.floor(i / 2));
  const { train, test } = splitPictures('a', { pixels, labels });
  for (const part of [train, test]) {
    part.labels.forEach((label, i) => {
      expect(part.pixels[2 * i]! % 2).toBe(label);
      expect(part.pixels[2 * i + 1]).toBe(part.pixels[2 * i]);
    });
  }
});
