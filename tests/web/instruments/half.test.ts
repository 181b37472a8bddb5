import * as v from 'valibot';
import { expect, it } from 'vitest';
import { instruments } from '../../../web/instruments/halves';
import { takes } from '../../../web/protocol/door';
import { workerHalf } from '../../../web/worker/host/half';
import type { RunHost } from '../../../web/worker/host/run-host';

const commands = {
  add: takes(v.number(), v.optional(v.number())).gives<number>(),
  fail: takes().gives<void>(),
};
/** What reached the service. */
const added: unknown[] = [];
const half = workerHalf(commands, () => ({
  add: async (a, b = 1) => {
    added.push([a, b]);
    return a + b;
  },
  fail: () => Promise.reject(new Error('Not now.')),
}));
const none = (run: number): never => {
  throw new Error(`There is no run ${run}.`);
};
const host: RunHost = {
  look: none,
  of: none,
  engine: () => Promise.reject(new Error('There is no engine.')),
  onRun: () => () => undefined,
};

it('answers commands by their names, and hands on what they throw', async () => {
  const ask = half(host);
  expect(await ask('add', [2, 3])).toBe(5);
  expect(await ask('add', [2])).toBe(3);
  await expect(ask('fail', [])).rejects.toThrow('Not now.');
});

it('keeps from the service what does not fit, and names that are no command', async () => {
  const ask = half(host);
  added.length = 0;
  await expect(ask('add', ['2'])).rejects.toThrow('add: argument 1 must be number, found "2".');
  await expect(ask('toString', [])).rejects.toThrow(
    "toString: the instrument's commands are add, fail.",
  );
  expect(added).toEqual([]);
});

it('finds an instrument by its folder, and says when there is none', async () => {
  const ask = instruments(host);
  await expect(ask('map', 'featureMap', [7])).rejects.toThrow('There is no run 7.');
  await expect(ask('map', 'featureMap', [])).rejects.toThrow(
    'featureMap: argument 1 must be number, found undefined.',
  );
  await expect(ask('nothing', 'featureMap', [7])).rejects.toThrow(
    'nothing: there is no instrument of this name.',
  );
});
