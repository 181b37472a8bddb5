import type { LayerSpec } from 'receptive';
import { rowThrough } from './rows';
import type { Tour } from './tour';

const max: LayerSpec[] = [{ type: 'maxPooling2d', name: 'pool', poolSize: [1, 2] }];
const blur: LayerSpec[] = [
  { type: 'maxPooling2d', name: 'max', poolSize: [1, 2], strides: 1, padding: 'same' },
  { type: 'blurPooling2d', name: 'pool' },
];
/** Bumps of two, four apart. */
const bumps = Array.from({ length: 16 }, (_, i) => (i % 4 >= 2 ? 1 : 0));

export const poolingTour: Tour = {
  id: 'pooling',
  title: 'Why pooling',
  promise: 'You will know what pooling is good for, and what it does not do.',
  source: 'cs231n; MIT 6.390; Zhang 2019, Making convolutional networks shift-invariant again',
  steps: [
    {
      title: 'Four numbers become one',
      text: [
        'Of each 2×2 window only the largest value goes on: a quarter of the numbers is left, and the next layer has a quarter of the work. What was found is kept; exactly where is forgotten.',
      ],
      figure: {
        kind: 'sliding',
        net: {
          spec: { input: [1, 4, 4], layers: [{ type: 'maxPooling2d', name: 'pool' }] },
          image: [1, 3, -9, -22, 44, -10, -11, -1, 0, 10, 4, -3, 11, 9, 321, 99],
        },
        layer: 'pool',
        titles: { reads: 'map', gives: ['pooled'] },
        digits: 0,
      },
    },
    {
      title: 'Larger fields for the next filter',
      text: [
        'A 3×3 filter behind a 2×2 pooling sees 6×6 pixels of the map before it with the same nine weights. After three such pairs one number sees 22×22 pixels: a whole digit of MNIST. Press any square of the network, and its field is outlined in the picture and in every layer before it.',
      ],
      go: { label: 'See a receptive field', stage: 'network', press: 'value' },
    },
    {
      title: 'It hardly minds a shift … does it?',
      text: [
        'Books say so, and it is half true. Move these bumps by one pixel: the windows stand still, so a bump that filled one window now touches two, and half of the pooled numbers jump from 0 to 1. The next pixel makes the other half jump to 0.',
        'The second row takes the largest at every place first, then blurs, and only then drops every other pixel. Its numbers change by a quarter with each pixel, not by 1.',
      ],
      figure: {
        kind: 'shift',
        image: bumps,
        rows: [
          { title: 'max pooling, stride 2', net: rowThrough(bumps, max) },
          {
            title: 'largest at every place, blurred, every other one',
            net: rowThrough(bumps, blur),
          },
        ],
      },
    },
    {
      title: 'On a real network',
      text: [
        'Slide & shift trains three small nets that differ in nothing but how their maps shrink, and moves the picture under them pixel by pixel. Drag it and watch the votes; below it, train the three and compare.',
      ],
      go: { label: 'Try it', stage: 'slide', fields: { part: 'shift' } },
    },
  ],
};
