import { expect, test } from 'vitest';
import {
  amount,
  augmentationKinds,
  augmentationRules,
  completeAugmentation,
  noAugmentation,
} from '../../../web/protocol/augmentation';
import { decodeAugmentation, encodeAugmentation } from '../../../web/protocol/augmentation-link';

test('an augmentation survives the address', () => {
  const some = { ...noAugmentation, shift: 1.5, rotation: 15, noise: 0.05 };
  expect(encodeAugmentation(some)).toBe('shift:1.5,rotation:15,noise:0.05');
  expect(decodeAugmentation(encodeAugmentation(some))).toEqual({ value: some });
  expect(decodeAugmentation(encodeAugmentation(noAugmentation))).toEqual({
    value: noAugmentation,
  });
  for (const kind of augmentationKinds) {
    const most = { ...noAugmentation, [kind]: augmentationRules[kind].max };
    expect(decodeAugmentation(encodeAugmentation(most))).toEqual({ value: most });
  }
});

test.each([
  ['', 'one of shift, rotation'],
  ['twist:3', 'one of shift, rotation'],
  ['shift:1:2', 'one of shift, rotation'],
  ['shift', 'Shift of the augmentation must be a number from 0 to 8.'],
  ['shift:9', 'from 0 to 8'],
  ['rotation:-1', 'from 0 to 45'],
  ['noise:NaN', 'from 0 to 0.5'],
])('%j in an address is refused by name', (text, problem) => {
  const found = decodeAugmentation(text);
  expect('problem' in found && found.problem).toContain(problem);
});

test('a preset’s augmentation has 0 for what it leaves out', () => {
  const given = { shift: 2, smoothness: 6 };
  expect(completeAugmentation(given)).toEqual({ ...noAugmentation, ...given });
  expect(completeAugmentation(undefined)).toEqual(noAugmentation);
});

test('amounts carry their unit', () => {
  expect(amount('shift', 2)).toBe('2 pixels');
  expect(amount('shift', 1)).toBe('1 pixel');
  expect(amount('scale', 0.15)).toBe('15 %');
  expect(amount('rotation', 0)).toBe('off');
});
