import { expect, test } from 'vitest';
import { Pace } from '../../../../../web/worker/data/looking/pace';

/** Work that takes `work` milliseconds between two steps, beside others that take their turn. */
async function share(work: number, others: number): Promise<{ ours: number; longest: number }> {
  let [now, ours, longest, stretch] = [0, 0, 0, 0];
  const pause = async () => {
    now += others;
    longest = Math.max(longest, stretch);
    stretch = 0;
  };
  const pace = new Pace(
    pause,
    () => undefined,
    () => now,
  );
  while (now < 10_000) {
    now += work;
    ours += work;
    stretch += work;
    await pace.step();
  }
  return { ours: ours / now, longest };
}

test('others keep more than half of the time, however long their turns are', async () => {
  for (const others of [8, 10, 15, 50]) {
    const { ours, longest } = await share(0.5, others);
    expect(ours).toBeLessThan(0.5);
    expect(longest).toBeLessThanOrEqual(12);
  }
});

test('where nobody else has anything to do, pauses cost little', async () => {
  const { ours, longest } = await share(0.5, 0.05);
  expect(ours).toBeGreaterThan(0.95);
  // Whoever comes then waits no longer.
  expect(longest).toBeLessThanOrEqual(5);
});

test('it is given up in the pause', async () => {
  let now = 0;
  const pace = new Pace(
    async () => undefined,
    () => {
      throw new Error('The load was cancelled.');
    },
    () => now,
  );
  await pace.step();
  now = 100;
  await expect(pace.step()).rejects.toThrow('cancelled');
});
