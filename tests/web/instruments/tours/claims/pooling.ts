import type { LayerSpec } from 'receptive';
import { expect } from 'vitest';
import { largestChange } from '../../../../../web/instruments/tours/state/sum-text';
import { shrinkKinds } from '../../../../../web/instruments/slide/protocol';
import { shapes, rounded, shifted, lastOf, type Claim } from './lesson';

export const poolingClaims: Claim[] = [
  {
    says: [
      'Of each 2×2 window only the largest value goes on: a quarter of the numbers is left, and the next layer has a quarter of the work.',
    ],
    holds: async () => {
      const { reads, gives } = await shapes('pooling', 0);
      expect((gives[1] * gives[2]) / (reads[1] * reads[2])).toBe(1 / 4);
      const conv: LayerSpec = { type: 'conv2d', filters: 2, kernelSize: 3, padding: 'same' };
      const work = (layers: LayerSpec[]): number => lastOf(layers).multiplyAdds;
      const ratio = work([{ type: 'maxPooling2d' }, conv]) / work([conv]);
      expect(ratio).toBeCloseTo(1 / 4, 1);
    },
  },
  {
    says: [
      'A 3×3 filter behind a 2×2 pooling sees 6×6 pixels of the map before it with the same nine weights.',
      'After three such pairs one number sees 22×22 pixels: a whole digit of MNIST.',
    ],
    holds: () => {
      const conv: LayerSpec = { type: 'conv2d', filters: 2, kernelSize: 3, padding: 'same' };
      const pool: LayerSpec = { type: 'maxPooling2d', poolSize: 2 };
      expect(lastOf([pool, conv]).receptiveField[0]).toBe(6);
      expect(lastOf([conv, pool, conv, pool, conv, pool]).receptiveField[0]).toBe(22);
      // MNIST's digits are scaled into 20 x 20 pixels.
      expect(22).toBeGreaterThanOrEqual(20);
    },
  },
  {
    says: [
      'Books say so, and it is half true.',
      'Move these bumps by one pixel: the windows stand still, so a bump that filled one window now touches two, and half of the pooled numbers jump from 0 to 1.',
      'The next pixel makes the other half jump to 0.',
      'The second row takes the largest at every place first, then blurs, and only then drops every other pixel.',
      'Its numbers change by a quarter with each pixel, not by 1.',
    ],
    holds: async () => {
      const max = await Promise.all([0, 1, 2].map((pixels) => shifted(0, pixels)));
      const jumps = (from: number, to: number, before: number[], now: number[]): number[] =>
        before.flatMap((value, i) => (value === from && now[i] === to ? [i] : []));
      const up = jumps(0, 1, max[0]!, max[1]!);
      const down = jumps(1, 0, max[1]!, max[2]!);
      expect([up.length, down.length]).toEqual([4, 4]);
      expect([...up, ...down].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
      // As the figure measures it, however often it is moved on.
      for (let pixels = 1; pixels <= 8; ++pixels) {
        const [before, now] = await Promise.all([shifted(1, pixels - 1), shifted(1, pixels)]);
        const change = largestChange(Float32Array.from(before), Float32Array.from(now));
        expect(rounded(change), `${pixels} pixels`).toBe(0.25);
      }
    },
  },
  {
    says: [
      'Slide & shift trains three small nets that differ in nothing but how their maps shrink, and moves the picture under them pixel by pixel.',
      'Drag it and watch the votes; below it, train the three and compare.',
    ],
    holds: () => expect(shrinkKinds.length).toBe(3),
  },
];
