import { rowUnderFilter } from './rows';
import type { Tour } from './tour';

const net = rowUnderFilter([1, 2, 3, 4, 5], [1, 1, 1], [0, 0, 1, 1]);

export const backwardsTour: Tour = {
  id: 'backwards',
  title: 'Backwards',
  promise: 'You will know what a gradient is, and why the backward pass is a convolution too.',
  source: 'Weidman, Deep Learning from Scratch, chapter 5',
  steps: [
    {
      title: 'Forwards first',
      text: [
        'Five numbers, a filter of three ones, a zero on each side. The answers are 3, 6, 9, 12 and 9; let us call their sum, 39, the loss.',
      ],
      figure: {
        kind: 'sliding',
        net,
        layer: 'filter',
        titles: { reads: 'row, 0 outside', filters: ['filter'], gives: ['answers'] },
        digits: 0,
      },
    },
    {
      title: 'A gradient is: what if this number were a little larger?',
      text: [
        'Raise one number by 1 and compute everything again. The last input goes into two answers only: the sum becomes 41, so its gradient is 2. The first weight meets 0, 1, 2, 3 and 4: the sum becomes 49, its gradient is 10.',
        'Press any number. The network is linear here, so a whole 1 is as good as a little.',
      ],
      figure: { kind: 'nudge', net, layer: 'filter', parameter: 'filter.weight' },
    },
    {
      title: 'All at once, by a convolution',
      text: [
        'Nobody computes the network once for every weight. The gradient of an input is the sum of the gradients of the answers it went into, times the weights it met: the filter, flipped, slides over the gradients. Here all gradients of the answers are 1, and the flipped filter is 1, 1, 1.',
        'The gradient of a weight is the sum over all places of what it met there times the gradient there: the gradients slide over the input. Compare with what raising the numbers gave: 2 3 3 3 2, and 10 15 14.',
      ],
      figure: {
        kind: 'sliding',
        net: rowUnderFilter([1, 1, 1, 1, 1], [1, 1, 1], [0, 0, 1, 1]),
        layer: 'filter',
        titles: {
          reads: 'gradients of the answers',
          filters: ['filter, flipped'],
          gives: ['gradients of the inputs'],
        },
        digits: 0,
      },
    },
    {
      title: 'In a real network',
      text: [
        'Choose Gradients above the network and press any square: the panel below it writes its gradient out, with real numbers. “Walk” in that panel goes from the loss to one weight, layer by layer, whatever the network is made of.',
        'Press a weight of a filter to compare its gradient with a measured one, then and there, and to see what the optimizer will make of it.',
      ],
      go: {
        label: 'See a gradient written out',
        stage: 'network',
        press: 'gradient',
      },
    },
  ],
};
