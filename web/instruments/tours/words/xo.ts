import type { LayerSpec } from 'receptive';
import type { LessonNet } from '../commands';
import type { Tour } from './tour';

const size = 9;

/** The plain X: ink (1) on both diagonals of the inner 7x7, paper (−1) elsewhere. */
const plainX = Array.from({ length: size * size }, (_, i) => {
  const [row, column] = [Math.floor(i / size), i % size];
  const inside = row >= 1 && row <= 7 && column >= 1 && column <= 7;
  return inside && (row === column || row + column === 8) ? 1 : -1;
});

const filterA = [1, -1, -1, -1, 1, -1, -1, -1, 1];
const filterB = [1, -1, 1, -1, 1, -1, 1, -1, 1];
const filterC = [-1, -1, 1, -1, 1, -1, 1, -1, -1];

/** The match score is the sum divided by the nine pixels of the filter. */
function matching(filters: readonly (readonly number[])[], more: LayerSpec[] = []): LessonNet {
  const conv = {
    type: 'conv2d',
    name: 'match',
    filters: filters.length,
    kernelSize: 3,
    useBias: false,
  } as const;
  return {
    spec: { input: [1, size, size], layers: [conv, ...more] },
    values: { 'match.weight': filters.flat().map((weight) => weight / 9) },
    image: plainX,
  };
}

const relu: LayerSpec = { type: 'relu', name: 'relu' };
const pool: LayerSpec = { type: 'maxPooling2d', name: 'pool', poolSize: 2, ceilMode: true };
const three = [filterA, filterB, filterC];
const names = ['A: \\', 'B: crossing', 'C: /'];

export const xoTour: Tour = {
  id: 'xo',
  title: 'X’s and O’s by hand',
  promise: 'You will have computed a whole convolutional network yourself, number by number.',
  source: 'Brohrer, How do convolutional neural networks work?',
  steps: [
    {
      title: 'A picture is numbers, a filter is a small picture',
      text: [
        'This X has 9×9 pixels: ink is 1, paper is −1. The filter A is a piece of a stroke that falls to the right, 3×3 numbers, each divided by 9 so that a perfect match adds up to 1.',
        'Lay the filter on a place of the picture, multiply the numbers that lie on each other, and add up. Step on with the arrow keys. Where all nine pixels agree, the sum is 1. The mirror image of the stroke agrees in five of the nine and gives 0.11; −1 would be its negative, ink for paper and paper for ink.',
      ],
      figure: {
        kind: 'sliding',
        net: matching([filterA]),
        layer: 'match',
        ink: [-1, 1],
        titles: { reads: 'picture', filters: ['filter A ÷ 9'], gives: ['match of A'] },
        at: [0, 1, 1],
      },
    },
    {
      title: 'At every place: a feature map',
      text: [
        'The same nine weights slide over the whole picture, and every sum is written down where it was made. The 7×7 numbers are the feature map of A: large along the stroke that A looks like.',
        'The corner has 0.78, which is 7/9. Some books print 0.77: they cut the digits off instead of rounding.',
      ],
      figure: {
        kind: 'sliding',
        net: matching([filterA]),
        layer: 'match',
        ink: [-1, 1],
        titles: { reads: 'picture', filters: ['filter A ÷ 9'], gives: ['feature map of A'] },
      },
    },
    {
      title: 'Three filters, three maps',
      text: [
        'B looks for a crossing, C for the stroke the other way. Each makes a map of its own from the same picture: B finds only the middle of the X, C the other diagonal.',
      ],
      figure: {
        kind: 'sliding',
        net: matching(three),
        layer: 'match',
        ink: [-1, 1],
        titles: { reads: 'picture', filters: names, gives: names },
        at: [1, 3, 3],
      },
    },
    {
      title: 'ReLU: what does not match says nothing',
      text: [
        'A negative number means that more pixels differ from the filter than agree with it. ReLU makes it 0 and leaves the rest: max(0, x).',
      ],
      figure: {
        kind: 'sliding',
        net: matching([filterA], [relu]),
        layer: 'relu',
        titles: { reads: 'feature map of A', gives: ['after ReLU'] },
      },
    },
    {
      title: 'Pooling: the strongest of each 2×2',
      text: [
        'Of every 2×2 window only the largest number goes on; at the edge the window hangs over and takes what is there. The 7×7 map becomes 4×4, and the diagonal can still be seen.',
      ],
      figure: {
        kind: 'sliding',
        net: matching([filterA], [relu, pool]),
        layer: 'pool',
        titles: { reads: 'after ReLU', gives: ['pooled'] },
      },
    },
    {
      title: 'The votes',
      text: [
        'The three pooled maps, 48 numbers, are what the two votes are made of: each number pushes for X or for O, by a weight that the network learns. Here they are learned in the page, with these three filters held as they are.',
        'Press the button, then Train. When it is right, choose the network “Three filters” and watch it find filters of its own.',
      ],
      figure: {
        kind: 'sliding',
        net: matching(three, [relu, pool]),
        layer: 'pool',
        titles: { reads: 'after ReLU', gives: names },
        at: [2, 0, 0],
      },
      go: {
        label: 'Train the votes',
        stage: 'network',
        experiment: { data: 'xo', network: 'xo-hand-made' },
      },
    },
  ],
};
