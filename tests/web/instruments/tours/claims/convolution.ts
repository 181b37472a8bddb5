import { expect } from 'vitest';
import type { SizesFigure, SlidingFigure } from '../../../../../web/instruments/tours/words/tour';
import { figure, given, shapes, api, type Claim } from './lesson';

export const convolutionClaims: Claim[] = [
  {
    says: [
      'Seven numbers, and a filter that takes the left neighbour twice, the middle with a minus, and a tenth of the right one.',
      'The filter fits at five places, so there are five answers.',
    ],
    holds: async () => {
      const { image } = figure<SlidingFigure>('convolution', 0).net;
      expect(image.length).toBe(7);
      const answers = await given('convolution', 0);
      expect(answers.length).toBe(5);
      answers.forEach((value, i) =>
        expect(value).toBeCloseTo(2 * image[i]! - image[i + 1]! + image[i + 2]! / 10, 5),
      );
    },
  },
  {
    says: [
      'With one zero on each side the filter can stand with its middle on every number, and seven give seven.',
      'The price: the two outer answers are made partly of zeros that nobody measured.',
    ],
    holds: async () => {
      const { net, layer } = figure<SlidingFigure>('convolution', 1);
      expect((await given('convolution', 1)).length).toBe(7);
      const padded = await Promise.all(
        Array.from({ length: 7 }, async (_, at) => {
          const { reads } = await api.lessonUnit(net, layer, at);
          return reads[0]!.places.filter((place) => place < 0).length;
        }),
      );
      expect(padded).toEqual([1, 0, 0, 0, 0, 0, 1]);
    },
  },
  {
    says: [
      'Four numbers cannot be centred.',
      '“Same” padding then puts one zero more on the right: one on the left, two on the right.',
      'Libraries differ here; this one does as Keras and SAS do.',
    ],
    holds: async () => {
      const { net, layer } = figure<SlidingFigure>('convolution', 2);
      expect(net.values!['filter.weight']!.length).toBe(4);
      const [first, last] = await Promise.all([0, 6].map((at) => api.lessonUnit(net, layer, at)));
      expect(first!.window!.origin[1]).toBe(-1);
      expect(last!.window!.origin[1] + 4 - 7).toBe(2);
      // The numbers that SAS's documentation prints for it.
      expect((await given('convolution', 2)).map((value) => Number(value.toFixed(1)))).toEqual([
        28.4, 5.6, 27.1, 26.5, 7.3, 7.2, 4,
      ]);
    },
  },
  {
    says: [
      'A colour picture has three channels, and so has every filter: what the three give is added to one number.',
      'With stride 2 the filter jumps two pixels at a time.',
      'Here 5×5×3 becomes 3×3×2: two filters, padding 1, stride 2, each with a bias.',
    ],
    holds: async () => {
      const { net } = figure<SlidingFigure>('convolution', 3);
      const { reads, gives } = await shapes('convolution', 3);
      expect([reads, gives]).toEqual([
        [3, 5, 5],
        [2, 3, 3],
      ]);
      const weights = net.values!['conv.weight']!;
      const bias = net.values!['conv.bias']!;
      expect([weights.length, bias.length]).toEqual([2 * 3 * 9, 2]);
      (await given('convolution', 3)).forEach((value, at) => {
        const [map, row, column] = [Math.floor(at / 9), Math.floor(at / 3) % 3, at % 3];
        let total = bias[map]!;
        for (let c = 0; c < 3; ++c) {
          for (let u = 0; u < 9; ++u) {
            const [r, k] = [2 * row - 1 + Math.floor(u / 3), 2 * column - 1 + (u % 3)];
            if (r < 0 || r > 4 || k < 0 || k > 4) continue;
            total += net.image[c * 25 + r * 5 + k]! * weights[(map * 3 + c) * 9 + u]!;
          }
        }
        expect(value).toBeCloseTo(total, 4);
      });
    },
  },
  {
    says: [
      'Along each side: (W − F + 2P) / S + 1, with the width W, the filter F, the padding P on each side and the stride S.',
      'Where it does not come out even, the last pixels are never read, and the engine says what would mend it.',
    ],
    holds: async () => {
      for (const row of figure<SizesFigure>('convolution', 4).rows) {
        const { width, filter: size, padding, stride } = row;
        const exact = (width - size + 2 * padding) / stride + 1;
        const { layers } = await api.lesson({
          spec: {
            input: [1, 1, width],
            layers: [
              {
                type: 'conv2d',
                filters: 2,
                kernelSize: [1, size],
                strides: [1, stride],
                padding: [0, 0, padding, padding],
              },
            ],
          },
          image: Array.from({ length: width }, () => 0),
        });
        const last = layers.at(-1)!;
        expect(last.shape[2]).toBe(Math.floor(exact));
        expect(last.note !== undefined).toBe(!Number.isInteger(exact));
      }
    },
  },
];
