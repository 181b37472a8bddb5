import { expect, it } from 'vitest';
import { circlesIn } from './circles.mjs';

it('no files of the page import each other in a circle, not even for a type', () => {
  expect(circlesIn('web')).toEqual([]);
});
