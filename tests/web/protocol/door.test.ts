import * as v from 'valibot';
import { expect, it } from 'vitest';
import { checkGiven, takes } from '../../../web/protocol/door';
import { index, picture, run } from '../../../web/protocol/given';

const look = takes(run, picture, v.optional(v.string())).gives<number>();
const paint = takes(
  v.object({ at: v.array(index), brush: v.picklist(['add', 'set']) }),
).gives<void>();

const refusal = (...[command, given]: [typeof look | typeof paint, unknown[]]): string => {
  try {
    checkGiven('paint', command, given);
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing is refused';
};

it('lets through what fits, and leaves out what may be left out', () => {
  expect(refusal(look, [1, { kind: 'test', index: 3 }])).toBe('nothing is refused');
  expect(refusal(look, [1, { kind: 'drawing' }, 'conv2d'])).toBe('nothing is refused');
  expect(refusal(paint, [{ at: [0, 4], brush: 'add' }])).toBe('nothing is refused');
});

it('refuses what does not, by command, place, what was expected and what was found', () => {
  expect(refusal(look, ['1', { kind: 'drawing' }])).toBe(
    'paint: argument 1 must be number, found "1".',
  );
  expect(refusal(look, [1])).toBe('paint: argument 2 must be Object, found undefined.');
  expect(refusal(look, [1, { kind: 'test', index: -1 }])).toBe(
    'paint: argument 2, index, must be >=0, found -1.',
  );
  expect(refusal(paint, [{ at: [0, 1.5], brush: 'add' }])).toMatch(
    /^paint: argument 1, at\.1, .*found 1\.5\.$/,
  );
  expect(refusal(paint, [{ at: [], brush: 'wipe' }])).toBe(
    'paint: argument 1, brush, must be ("add" | "set"), found "wipe".',
  );
  expect(refusal(look, [1, { kind: 'drawing' }, 'a', 'b'])).toBe(
    'paint: it takes at most 3 arguments, found 4.',
  );
});
