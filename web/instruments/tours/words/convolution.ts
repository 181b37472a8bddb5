import type { LessonNet } from '../commands';
import { rowUnderFilter } from './rows';
import type { Tour } from './tour';

const row = [2, 4, 6, 1, 5, 3, 2];

/** Small whole numbers for the 5x5x3 picture and the two 3x3x3 filters of the demonstration. */
function whole(count: number, from: number, spread: number): number[] {
  return Array.from({ length: count }, (_, i) => ((i * 7 + from * 5 + (i >> 2)) % spread) - 1);
}

const demonstration: LessonNet = {
  spec: {
    input: [3, 5, 5],
    layers: [{ type: 'conv2d', name: 'conv', filters: 2, kernelSize: 3, strides: 2, padding: 1 }],
  },
  values: { 'conv.weight': whole(54, 1, 3), 'conv.bias': [1, 0] },
  image: whole(75, 3, 4).map((value) => value + 1),
};

export const convolutionTour: Tour = {
  id: 'convolution',
  title: 'One convolution',
  promise: 'You will know what stride, padding and depth do, and how large a map becomes.',
  source: 'cs231n, Convolutional networks; SAS deep learning documentation',
  steps: [
    {
      title: 'A row and a filter of three',
      text: [
        'Seven numbers, and a filter that takes the left neighbour twice, the middle with a minus, and a tenth of the right one. The filter fits at five places, so there are five answers. This is called “valid”: nothing is invented at the edges.',
      ],
      figure: {
        kind: 'sliding',
        net: rowUnderFilter(row, [2, -1, 0.1]),
        layer: 'filter',
        titles: { reads: 'row', filters: ['filter'], gives: ['answers'] },
        digits: 1,
      },
    },
    {
      title: 'Padding: zeros around the edge',
      text: [
        'With one zero on each side the filter can stand with its middle on every number, and seven give seven. The price: the two outer answers are made partly of zeros that nobody measured.',
      ],
      figure: {
        kind: 'sliding',
        net: rowUnderFilter(row, [2, -1, 0.1], [0, 0, 1, 1]),
        layer: 'filter',
        titles: { reads: 'row, 0 outside', filters: ['filter'], gives: ['answers'] },
        digits: 1,
      },
    },
    {
      title: 'An even filter has no middle',
      text: [
        'Four numbers cannot be centred. “Same” padding then puts one zero more on the right: one on the left, two on the right. Libraries differ here; this one does as Keras and SAS do.',
      ],
      figure: {
        kind: 'sliding',
        net: rowUnderFilter(row, [2, -1, 0.1, 5], 'same'),
        layer: 'filter',
        titles: { reads: 'row, 0 outside', filters: ['filter'], gives: ['answers'] },
        digits: 1,
      },
    },
    {
      title: 'Depth and stride',
      text: [
        'A colour picture has three channels, and so has every filter: what the three give is added to one number. With stride 2 the filter jumps two pixels at a time.',
        'Here 5×5×3 becomes 3×3×2: two filters, padding 1, stride 2, each with a bias.',
      ],
      figure: {
        kind: 'sliding',
        net: demonstration,
        layer: 'conv',
        titles: { reads: 'picture, three channels', gives: ['map 1', 'map 2'] },
        digits: 0,
      },
    },
    {
      title: 'How large does the map become?',
      text: [
        'Along each side: (W − F + 2P) / S + 1, with the width W, the filter F, the padding P on each side and the stride S. Change the numbers. Where it does not come out even, the last pixels are never read, and the engine says what would mend it.',
      ],
      figure: {
        kind: 'sizes',
        rows: [
          { width: 7, filter: 3, padding: 0, stride: 1 },
          { width: 7, filter: 3, padding: 0, stride: 2 },
          { width: 5, filter: 3, padding: 1, stride: 2 },
          { width: 10, filter: 3, padding: 0, stride: 2 },
        ],
      },
      go: { label: 'Build a network of your own', stage: 'build' },
    },
  ],
};
