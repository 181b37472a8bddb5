import { describe, expect, it } from 'vitest';
import type { Turns } from '../../../web/worker/run/loop';
import { WarmUp } from '../../../web/worker/host/warm-up';
import { experiment, request, service } from './service-harness';
import { Watch } from './watched-engine';

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

/** A network that can take steps. */
function small(watch: Watch) {
  const layers = [{ type: 'dense', units: 2 }] as const;
  const model = watch.engine.model({ input: [1, 9, 9], layers: [...layers], batchSize: 4 });
  const data = watch.engine.xoDataset({ count: 8, seed: 1 });
  model.setTrainingData(data);
  data.dispose();
  return model;
}

describe('warming up', () => {
  it('trains in short turns until it is enough, and leaves nothing behind', () => {
    const hand = byHand();
    const watch = new Watch();
    watch.before('step', () => hand.pass(50));
    new WarmUp(() => small(watch), hand.turns);
    expect(watch.calls('step')).toBe(0);
    hand.take();
    expect([watch.calls('step'), watch.liveModels]).toEqual([1, 1]);
    for (let turn = 0; turn < 9; ++turn) hand.take();
    expect([watch.calls('step'), watch.liveModels]).toEqual([3, 0]);
    expect(hand.waiting).toHaveLength(0);
  });

  it.each(['model', 'step'] as const)('gives up without a word when %s fails', (call) => {
    const hand = byHand();
    const watch = new Watch();
    watch.instead(call, () => {
      throw new Error('not enough memory');
    });
    new WarmUp(() => small(watch), hand.turns);
    hand.take();
    hand.take();
    expect(hand.waiting).toHaveLength(0);
    expect([watch.specs.length, watch.liveModels]).toEqual([1, 0]);
  });

  it('begins with the first frame, ends when training begins, and changes nothing', async () => {
    const cold = service();
    await cold.service.setUp(1, experiment);
    await cold.service.step(1);

    const hand = byHand();
    const { service: worker, watch } = service({ turns: hand.turns, warmUp: true });
    await worker.setUp(1, experiment);
    expect(watch.specs).toHaveLength(1);
    await worker.frame(request(1));
    watch.before('step', () => hand.pass(50));
    hand.take();
    expect([watch.specs.length, watch.calls('step')]).toEqual([2, 1]);
    expect(watch.specs[1]!.batchSize).toBe(4);
    await worker.step(1);
    expect(watch.liveModels).toBe(1);
    const { step, loss, layers } = await worker.frame(request(1));
    expect(step).toBe(1);
    const without = await cold.service.frame(request(1));
    expect([loss, layers]).toEqual([without.loss, without.layers]);
    // Once a run is enough.
    hand.take();
    expect(watch.specs).toHaveLength(2);
  });
});
