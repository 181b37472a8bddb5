import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FramePacer, waitBetweenFrames } from '../../../web/worker/run/pacer';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('FramePacer', () => {
  let time = 0;
  const advance = async (milliseconds: number) => {
    time += milliseconds;
    await vi.advanceTimersByTimeAsync(milliseconds);
  };
  function pacer(leastWait = 0) {
    time = 0;
    return new FramePacer(() => time, leastWait);
  }
  function watched(promise: Promise<void>) {
    const state = { done: false };
    void promise.then(() => (state.done = true));
    return state;
  }

  it('lets the first frame through at once', async () => {
    const first = watched(pacer().wait());
    await advance(0);
    expect(first.done).toBe(true);
  });

  it('waits longer where the page draws on a processor of the training', async () => {
    const made = pacer(60);
    made.built(0);
    const next = watched(made.wait());
    await advance(59);
    expect(next.done).toBe(false);
    await advance(1);
    expect(next.done).toBe(true);
  });

  it('leaves a processor for the drawing only where the threads take all', () => {
    expect(waitBetweenFrames(1, 1)).toBe(0);
    expect(waitBetweenFrames(2, 4)).toBe(0);
    expect(waitBetweenFrames(2, 2)).toBeGreaterThan(0);
    expect(waitBetweenFrames(4, 2)).toBeGreaterThan(0);
  });

  it('gives the training nineteen times as long as the last frame took', async () => {
    const made = pacer();
    const start = time;
    time += 4;
    made.built(start);
    const next = watched(made.wait());
    await advance(75);
    expect(next.done).toBe(false);
    await advance(2);
    expect(next.done).toBe(true);
  });

  it('never waits longer than a quarter of a second', async () => {
    const made = pacer();
    time += 1000;
    made.built(0);
    const next = watched(made.wait());
    await advance(241);
    expect(next.done).toBe(true);
  });

  it('lets a waiting frame through when the training pauses', async () => {
    const made = pacer();
    time += 20;
    made.built(0);
    const next = watched(made.wait());
    made.letThrough();
    await advance(0);
    expect(next.done).toBe(true);
    const after = watched(made.wait());
    await advance(0);
    expect(after.done).toBe(true);
  });
});
