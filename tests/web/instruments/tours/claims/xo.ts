import { expect } from 'vitest';
import type { SlidingFigure } from '../../../../../web/instruments/tours/words/tour';
import { engine } from '../../../worker/watched-engine';
import {
  figure,
  given,
  shapes,
  rounded,
  match,
  xoNet,
  filter,
  diagonal,
  type Claim,
} from './lesson';

export const xoClaims: Claim[] = [
  {
    says: [
      'This X has 9×9 pixels: ink is 1, paper is −1.',
      'The filter A is a piece of a stroke that falls to the right, 3×3 numbers, each divided by 9 so that a perfect match adds up to 1.',
    ],
    holds: () => {
      const { net } = figure<SlidingFigure>('xo', 0);
      expect(net.spec.input).toEqual([1, 9, 9]);
      expect([...new Set(net.image)].sort()).toEqual([-1, 1]);
      expect(filter(0)).toEqual([1, -1, -1, -1, 1, -1, -1, -1, 1]);
      expect(net.values!['match.weight']!.map((w) => Math.abs(w))).toEqual(Array(9).fill(1 / 9));
      expect(match(filter(0), filter(0))).toBeCloseTo(1);
    },
  },
  {
    says: [
      'Where all nine pixels agree, the sum is 1.',
      'The mirror image of the stroke agrees in five of the nine and gives 0.11; −1 would be its negative, ink for paper and paper for ink.',
    ],
    holds: async () => {
      const mirrored = filter(0).map((_, i) => filter(0)[Math.floor(i / 3) * 3 + (2 - (i % 3))]!);
      const same = mirrored.filter((value, i) => value === filter(0)[i]).length;
      expect(same).toBe(5);
      expect(rounded(match(mirrored, filter(0)))).toBe(0.11);
      expect(
        match(
          filter(0).map((value) => -value),
          filter(0),
        ),
      ).toBeCloseTo(-1);
      // The map beside it: on the stroke, and on the other one, which is the mirror image.
      const map = await given('xo', 0);
      expect([map[8], map[12]].map((value) => rounded(value!))).toEqual([1, 0.11]);
    },
  },
  {
    says: [
      'The same nine weights slide over the whole picture, and every sum is written down where it was made.',
      'The 7×7 numbers are the feature map of A: large along the stroke that A looks like.',
      'The corner has 0.78, which is 7/9.',
      'Some books print 0.77: they cut the digits off instead of rounding.',
    ],
    holds: async () => {
      expect((await shapes('xo', 1)).gives).toEqual([1, 7, 7]);
      const map = await given('xo', 1);
      expect(figure<SlidingFigure>('xo', 1).net.values!['match.weight']!.length).toBe(9);
      const on = diagonal.map((i) => map[i * 7 + i]!);
      const off = map.filter((_, i) => i % 8 !== 0);
      // The middle, where the strokes cross, is less like a stroke than the rest of it.
      expect(on.filter((value) => value > Math.max(...off)).length).toBeGreaterThanOrEqual(6);
      expect(map[0]).toBeCloseTo(7 / 9);
      expect([rounded(7 / 9), Math.trunc(700 / 9) / 100]).toEqual([0.78, 0.77]);
    },
  },
  {
    says: [
      'Each makes a map of its own from the same picture: B finds only the middle of the X, C the other diagonal.',
    ],
    holds: async () => {
      const maps = await given('xo', 2);
      const whole = (map: number): number[] =>
        maps.slice(map * 49, map * 49 + 49).flatMap((value, i) => (value > 0.99 ? [i] : []));
      expect(whole(1)).toEqual([3 * 7 + 3]);
      expect(whole(2).length).toBe(4);
      for (const at of whole(2)) expect(Math.floor(at / 7) + (at % 7)).toBe(6);
    },
  },
  {
    says: [
      'A negative number means that more pixels differ from the filter than agree with it.',
      'ReLU makes it 0 and leaves the rest: max(0, x).',
    ],
    holds: async () => {
      const map = await given('xo', 1);
      const { image } = figure<SlidingFigure>('xo', 1).net;
      map.forEach((value, i) => {
        const at = (u: number): number =>
          image[(Math.floor(i / 7) + Math.floor(u / 3)) * 9 + (i % 7) + (u % 3)]!;
        const agree = filter(0).filter((weight, u) => weight === at(u)).length;
        expect(value < 0).toBe(9 - agree > agree);
      });
      expect(await given('xo', 3)).toEqual(map.map((value) => Math.max(0, value)));
    },
  },
  {
    says: [
      'Of every 2×2 window only the largest number goes on; at the edge the window hangs over and takes what is there.',
      'The 7×7 map becomes 4×4, and the diagonal can still be seen.',
    ],
    holds: async () => {
      const { reads, gives } = await shapes('xo', 4);
      expect([reads, gives]).toEqual([
        [1, 7, 7],
        [1, 4, 4],
      ]);
      const before = await given('xo', 3);
      const pooled = await given('xo', 4);
      pooled.forEach((value, i) => {
        const [row, column] = [2 * Math.floor(i / 4), 2 * (i % 4)];
        const window = before.filter((_, at) => {
          const [r, c] = [Math.floor(at / 7), at % 7];
          return r >= row && r < row + 2 && c >= column && c < column + 2;
        });
        expect(value).toBe(Math.max(...window));
      });
      const off = pooled.filter((_, i) => i % 5 !== 0);
      for (const i of [0, 5, 10, 15]) expect(pooled[i]).toBeGreaterThan(Math.max(...off));
    },
  },
  {
    says: [
      'The three pooled maps, 48 numbers, are what the two votes are made of: each number pushes for X or for O, by a weight that the network learns.',
      'Here they are learned in the page, with these three filters held as they are.',
      'When it is right, choose the network “Three filters” and watch it find filters of its own.',
    ],
    holds: async () => {
      expect((await given('xo', 5)).length).toBe(48);
      const presets = engine.presets();
      const made = presets.find(({ name }) => name === 'xo-hand-made')!;
      const model = engine.model(made.spec);
      expect(model.layers().at(-1)!.outputShape).toEqual([2, 1, 1]);
      expect(model.parameter('dense.weight').shape).toEqual([2, 48]);
      // The same three filters, and they stay.
      const before = model.parameter('conv2d.weight').value;
      xoNet().values!['match.weight']!.forEach((w, i) => expect(before[i]).toBeCloseTo(w, 6));
      model.setTrainingData(engine.xoDataset({ count: 64, seed: 1 }));
      const votes = model.parameter('dense.weight').value;
      model.step();
      expect(model.parameter('conv2d.weight').value).toEqual(before);
      expect(model.parameter('dense.weight').value).not.toEqual(votes);
      model.dispose();
      const own = presets.find(({ title }) => title === 'Three filters')!;
      expect(own.spec.layers[0]).not.toHaveProperty('kernelValues');
    },
  },
];
