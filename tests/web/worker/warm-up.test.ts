import type { Model } from 'receptive';
import { describe, expect, it } from 'vitest';
import type { Turns } from '../../../web/worker/run/loop';
import { Service } from '../../../web/worker/host/service';
import { WarmUp } from '../../../web/worker/host/warm-up';
import { fakeEngine } from './fake-engine';
import { memorySets, memoryStore } from './memory-store';
import { experiment, host, request } from './service-harness';

/** A clock that stands still, and turns that are taken by hand. */
function byHand() {
  const waiting: (() => void)[] = [];
  let now = 0;
  const turns: Turns = { now: () => now, soon: (next) => void waiting.push(next) };
  return {
    turns,
    pass: (milliseconds: number) => void (now += milliseconds),
    take: () => waiting.splice(0).forEach((next) => next()),
    waiting,
  };
}

describe('warming up', () => {
  it('trains in short turns until it is enough, and leaves nothing behind', () => {
    const hand = byHand();
    let steps = 0;
    let disposed = 0;
    const model = {
      step() {
        steps += 1;
        hand.pass(50);
      },
      dispose: () => void (disposed += 1),
    } as unknown as Model;
    new WarmUp(() => model, hand.turns);
    expect(steps).toBe(0);
    hand.take();
    expect(steps).toBe(1);
    for (let turn = 0; turn < 9; ++turn) hand.take();
    expect([steps, disposed]).toEqual([3, 1]);
    expect(hand.waiting).toHaveLength(0);
  });

  it('gives up without a word when it cannot', () => {
    const hand = byHand();
    new WarmUp(() => {
      throw new Error('not enough memory');
    }, hand.turns);
    hand.take();
    hand.take();
    expect(hand.waiting).toHaveLength(0);
  });

  it('begins with the first frame, ends when training begins, and changes nothing', async () => {
    const hand = byHand();
    const { engine, log } = fakeEngine();
    const service = new Service({
      loadEngine: async () => engine,
      ...host,
      turns: hand.turns,
      warmUp: true,
      site: 'http://127.0.0.1:9/',
      mnist: { store: memoryStore() },
      sets: { store: memorySets() },
    });
    await service.setUp(1, experiment);
    expect(log.models).toHaveLength(1);
    await service.frame(request(1));
    hand.take();
    expect(log.models).toHaveLength(2);
    expect(log.models[1]!.spec.batchSize).toBe(4);
    await service.step(1);
    expect(log.liveModels).toBe(1);
    expect(log.models[0]!.steps).toBe(1);
    // Once a run is enough.
    await service.frame(request(1));
    hand.take();
    expect(log.models).toHaveLength(2);
  });
});
