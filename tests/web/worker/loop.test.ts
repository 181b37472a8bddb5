import { afterEach, describe, expect, it } from 'vitest';
import { messageTurns, SliceLoop, type Turns } from '../../../web/worker/run/loop';

/** A clock that only moves when work is done, and turns that are taken by hand. */
function fakeTurns() {
  const queue: (() => void)[] = [];
  const turns: Turns & { time: number; take(): boolean; waiting(): number } = {
    time: 0,
    now: () => turns.time,
    soon: (next) => void queue.push(next),
    take() {
      const next = queue.shift();
      next?.();
      return next !== undefined;
    },
    waiting: () => queue.length,
  };
  return turns;
}

describe('SliceLoop', () => {
  it('works for about eight milliseconds, then lets messages through', () => {
    const turns = fakeTurns();
    let pieces = 0;
    const loop = new SliceLoop(() => {
      pieces += 1;
      turns.time += 3;
      return true;
    }, turns);
    loop.wake();
    expect(pieces).toBe(0);
    turns.take();
    expect(pieces).toBe(3);
    turns.take();
    expect(pieces).toBe(6);
  });

  it('does one piece in a slice when a piece takes longer', () => {
    const turns = fakeTurns();
    let pieces = 0;
    const loop = new SliceLoop(() => {
      pieces += 1;
      turns.time += 40;
      return true;
    }, turns);
    loop.wake();
    for (let i = 0; i < 5; ++i) turns.take();
    expect(pieces).toBe(5);
  });

  it('sleeps when there is nothing to do and works again when woken', () => {
    const turns = fakeTurns();
    let left = 2;
    const loop = new SliceLoop(() => left-- > 0, turns);
    loop.wake();
    turns.take();
    expect(turns.take()).toBe(false);
    left = 1;
    loop.wake();
    loop.wake();
    expect(turns.waiting()).toBe(1);
    turns.take();
    expect(turns.take()).toBe(false);
  });

  it('does nothing after close, even with a turn under way', () => {
    const turns = fakeTurns();
    let pieces = 0;
    const loop = new SliceLoop(() => {
      pieces += 1;
      return true;
    }, turns);
    loop.wake();
    loop.close();
    turns.take();
    loop.wake();
    turns.take();
    expect(pieces).toBe(0);
  });
});

describe('messageTurns', () => {
  const turns = messageTurns();
  afterEach(() => turns.close());

  it('lets other events in between its turns', async () => {
    let working = true;
    let slices = 0;
    const loop = new SliceLoop(
      () => {
        slices += 1;
        return working;
      },
      turns,
      0,
    );
    loop.wake();
    // Each timer is such an event: were none let in, this would never end.
    while (slices <= 10) await new Promise((next) => setTimeout(next));
    working = false;
  });
});
