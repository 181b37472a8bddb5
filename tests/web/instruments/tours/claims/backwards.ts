import { expect } from 'vitest';
import type { SlidingFigure } from '../../../../../web/instruments/tours/words/tour';
import { figure, given, sum, raisedInput, raisedWeight, type Claim } from './lesson';

export const backwardsClaims: Claim[] = [
  {
    says: [
      'Five numbers, a filter of three ones, a zero on each side.',
      'The answers are 3, 6, 9, 12 and 9; let us call their sum, 39, the loss.',
    ],
    holds: async () => {
      const { net } = figure<SlidingFigure>('backwards', 0);
      expect([net.image.length, net.values!['filter.weight']]).toEqual([5, [1, 1, 1]]);
      expect(await given('backwards', 0)).toEqual([3, 6, 9, 12, 9]);
      expect(sum(await given('backwards', 0))).toBe(39);
    },
  },
  {
    says: [
      'Raise one number by 1 and compute everything again.',
      'The last input goes into two answers only: the sum becomes 41, so its gradient is 2.',
      'The first weight meets 0, 1, 2, 3 and 4: the sum becomes 49, its gradient is 10.',
      'The network is linear here, so a whole 1 is as good as a little.',
    ],
    holds: async () => {
      expect(await raisedInput(4)).toBe(41);
      expect(await raisedWeight(0)).toBe(49);
      expect(sum([0, 1, 2, 3, 4])).toBe(10);
      for (let i = 0; i < 3; ++i) {
        const little = ((await raisedWeight(i, 1 / 64)) - 39) * 64;
        expect(little).toBeCloseTo((await raisedWeight(i)) - 39, 2);
      }
    },
  },
  {
    says: [
      'Here all gradients of the answers are 1, and the flipped filter is 1, 1, 1.',
      'Compare with what raising the numbers gave: 2 3 3 3 2, and 10 15 14.',
    ],
    holds: async () => {
      const inputs = await Promise.all([0, 1, 2, 3, 4].map((i) => raisedInput(i)));
      expect(inputs.map((total) => total - 39)).toEqual([2, 3, 3, 3, 2]);
      const weights = await Promise.all([0, 1, 2].map((i) => raisedWeight(i)));
      expect(weights.map((total) => total - 39)).toEqual([10, 15, 14]);
      const { net } = figure<SlidingFigure>('backwards', 2);
      expect([net.image, net.values!['filter.weight']]).toEqual([
        [1, 1, 1, 1, 1],
        [1, 1, 1],
      ]);
      expect(await given('backwards', 2)).toEqual([2, 3, 3, 3, 2]);
    },
  },
  {
    says: [
      '“Walk” in that panel goes from the loss to one weight, layer by layer, whatever the network is made of.',
      'Press a weight of a filter to compare its gradient with a measured one, then and there, and to see what the optimizer will make of it.',
    ],
    // Each stop picks what the unit before reads: tests/web/client/explain.test.ts and
    // tests/browser/explain.test.ts walk.
    holds: () => undefined,
  },
];
