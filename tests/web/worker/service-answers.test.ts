import { describe, expect, it } from 'vitest';
import type { Drawing, Stroke } from '../../../web/protocol/data-sets';
import { fullReading } from '../../../web/protocol/reading';
import { experiment, newService, request, service } from './service-harness';
import { engine } from './watched-engine';

/** Upright lines at these places of the pad, from left (0) to right (1). */
const lines = (...places: number[]): Drawing => ({
  strokes: places.map((x): Stroke => [
    [x, 0.3, 0.5],
    [x, 0.7, 0.5],
  ]),
});

describe('a drawing', () => {
  it('is answered, and shown by the frames that ask for it', async () => {
    const { service: worker } = service();
    await worker.setUp(1, experiment);
    const answer = await worker.draw(1, lines(0.5), fullReading);
    expect(answer).toMatchObject({ run: 1, empty: false, height: 9, width: 9, step: 0, focus: 0 });
    expect(answer.figures).toHaveLength(1);
    const { image, probabilities } = answer.figures[0]!;
    expect(probabilities).toEqual(worker.host.of(1).network.model.predict(image));
    const frame = await worker.frame({ ...request(1), picture: { kind: 'drawing' } });
    expect(frame.label).toBe(-1);
    expect(frame.input.values).toEqual(image);
    expect(frame.input.gradients).toBeUndefined();
    expect(frame.probabilities).toEqual(probabilities);
  });

  it('may be of several figures, the last of which is shown', async () => {
    const { service: worker } = service();
    await worker.setUp(1, experiment);
    const answer = await worker.draw(1, lines(0.1, 0.9, 0.5), fullReading);
    expect([answer.figures.length, answer.focus]).toEqual([3, 1]);
    const one = await worker.draw(1, lines(0.1, 0.9, 0.5), { ...fullReading, several: false });
    expect([one.figures.length, one.focus]).toEqual([1, 0]);
  });

  it('without ink has no probabilities', async () => {
    const { service: worker } = service();
    await worker.setUp(1, experiment);
    const answer = await worker.draw(1, { strokes: [] }, fullReading);
    expect(answer.empty).toBe(true);
    expect([...answer.figures[0]!.probabilities]).toEqual([0, 0]);
  });

  it('stays on the pad for the next run', async () => {
    const { service: worker } = service();
    await worker.setUp(1, experiment);
    const { figures } = await worker.draw(1, lines(0.5), fullReading);
    await worker.setUp(2, experiment);
    const { input } = await worker.frame({ ...request(2), picture: { kind: 'drawing' } });
    expect(input.values).toEqual(figures[0]!.image);
    // Paper is -1: there is ink.
    expect(Math.max(...input.values)).toBeGreaterThan(0);
  });
});

describe('load', () => {
  it('can be tried again after a failure', async () => {
    let tries = 0;
    const worker = newService({
      loadEngine: () =>
        tries++ === 0 ? Promise.reject(new Error('offline')) : Promise.resolve(engine),
    });
    await expect(worker.load()).rejects.toThrow('offline');
    expect(await worker.load()).toMatchObject({ variant: 'simd', threads: 1 });
  });
});
