import { expect, it } from 'vitest';
import { Pulse } from '../../../web/client/run/pulse.svelte';

it('says a long silence, and takes it back', () => {
  const pulse = new Pulse();
  for (let second = 1; second < 10; ++second) pulse.pass(1000);
  expect(pulse.silent).toBeUndefined();
  pulse.pass(1000);
  expect(pulse.silent).toBe(10);
  for (let second = 11; second <= 30; ++second) pulse.pass(1000);
  expect(pulse.silent).toBe(30);
  pulse.beat();
  expect(pulse.silent).toBeUndefined();
});

it('does not count the time that the page itself has slept', () => {
  const pulse = new Pulse();
  pulse.pass(3_600_000);
  expect(pulse.silent).toBeUndefined();
});
