import { expect, test } from 'vitest';
import { penWidthForNetwork, type Stroke } from '../../../web/client/renderers/ink';

const figure = (side: number): Stroke[] => [
  [
    [0.2, 0.2],
    [0.2 + side / 2, 0.2 + side],
  ],
  [[0.2, 0.2 + side]],
];

test('lines are 0.14 of the longer side of the figure with its lines, large or small', () => {
  for (const side of [0.3, 0.5, 0.8]) {
    const width = penWidthForNetwork(figure(side));
    expect(width / (side + width)).toBeCloseTo(0.14, 6);
  }
});

test('a dot and an empty pad get a pen of some width', () => {
  expect(penWidthForNetwork([[[0.5, 0.5]]])).toBeCloseTo(0.042, 6);
  expect(penWidthForNetwork([])).toBeCloseTo(0.042, 6);
});
