import { describe, expect, it } from 'vitest';
import { fullReading } from '../../../web/protocol/reading';
import { Service } from '../../../web/worker/host/service';
import { fakeEngine } from './fake-engine';
import { memorySets, memoryStore } from './memory-store';
import { experiment, host, request, service, turns } from './service-harness';

describe('a drawing', () => {
  const drawing = (strokes: number) => ({
    strokes: Array.from({ length: strokes }, () => [[0.5, 0.5, 0.5]] as const),
  });

  it('is answered, and shown by the frames that ask for it', async () => {
    const { service: worker } = service();
    await worker.setUp(1, experiment);
    const answer = await worker.draw(1, drawing(1), fullReading);
    expect(answer).toMatchObject({ run: 1, empty: false, height: 4, width: 4, step: 0, focus: 0 });
    expect(answer.figures.map(({ probabilities }) => [...probabilities])).toEqual([[0.5, 0.5]]);
    const frame = await worker.frame({ ...request(1), picture: { kind: 'drawing' } });
    expect(frame.label).toBe(-1);
    expect(frame.input.gradients).toBeUndefined();
  });

  it('may be of several figures, the last of which is shown', async () => {
    const { service: worker } = service();
    await worker.setUp(1, experiment);
    expect(await worker.draw(1, drawing(3), fullReading)).toMatchObject({ focus: 2 });
    const one = await worker.draw(1, drawing(3), { ...fullReading, several: false });
    expect([one.figures.length, one.focus]).toEqual([1, 0]);
  });

  it('without ink has no probabilities', async () => {
    const { service: worker } = service();
    await worker.setUp(1, experiment);
    const answer = await worker.draw(1, drawing(0), fullReading);
    expect(answer.empty).toBe(true);
    expect([...answer.figures[0]!.probabilities]).toEqual([0, 0]);
  });

  it('stays on the pad for the next run', async () => {
    const { service: worker } = service();
    await worker.setUp(1, experiment);
    await worker.draw(1, drawing(1), fullReading);
    await worker.setUp(2, experiment);
    const { input } = await worker.frame({ ...request(2), picture: { kind: 'drawing' } });
    // One stroke's ink, as the fake core has it.
    expect(input.values[0]).toBeCloseTo(0.1, 6);
  });
});

describe('load', () => {
  it('can be tried again after a failure', async () => {
    const { engine } = fakeEngine();
    let tries = 0;
    const worker = new Service({
      loadEngine: () =>
        tries++ === 0 ? Promise.reject(new Error('offline')) : Promise.resolve(engine),
      ...host,
      turns,
      site: 'http://127.0.0.1:9/',
      mnist: { store: memoryStore() },
      sets: { store: memorySets() },
    });
    await expect(worker.load()).rejects.toThrow('offline');
    expect(await worker.load()).toMatchObject({ variant: 'simd', threads: 1 });
  });
});
