import { describe, expect, it } from 'vitest';
import { Service } from '../../../web/worker/service';
import { fakeEngine } from './fake-engine';
import { memoryStore } from './memory-store';
import { experiment, host, request, service, turns } from './service-harness';

describe('a drawing', () => {
  const drawing = (ink: number) => ({
    ink: new Float32Array(100).fill(ink),
    height: 10,
    width: 10,
  });

  it('is answered, and shown by the frames that ask for it', async () => {
    const { service: worker } = service();
    await worker.setUp(1, experiment);
    const answer = await worker.draw(1, drawing(1));
    expect(answer).toMatchObject({ run: 1, empty: false, height: 4, width: 4, step: 0 });
    expect([...answer.probabilities]).toEqual([0.5, 0.5]);
    const frame = await worker.frame({ ...request(1), picture: { kind: 'drawing' } });
    expect(frame.label).toBe(-1);
    expect(frame.input.gradients).toBeUndefined();
  });

  it('without ink has no probabilities', async () => {
    const { service: worker } = service();
    await worker.setUp(1, experiment);
    const answer = await worker.draw(1, drawing(0));
    expect(answer.empty).toBe(true);
    expect([...answer.probabilities]).toEqual([0, 0]);
  });

  it('must have as much ink as pixels', async () => {
    const { service: worker } = service();
    await worker.setUp(1, experiment);
    await expect(worker.draw(1, { ...drawing(1), width: 9 })).rejects.toThrow(
      '10 x 9 = 90 values of ink, found 100',
    );
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
    });
    await expect(worker.load()).rejects.toThrow('offline');
    expect(await worker.load()).toMatchObject({ variant: 'simd', threads: 1 });
  });
});
