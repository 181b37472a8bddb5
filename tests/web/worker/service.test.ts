import { describe, expect, it } from 'vitest';
import { fullReading } from '../../../web/protocol/reading';
import { experiment, request, service, until } from './service-harness';

describe('setUp', () => {
  it('builds the network as the experiment says, for the classes of the data', async () => {
    const { service: worker, log } = service();
    const answer = await worker.setUp(1, experiment);
    expect(answer).toMatchObject({
      run: 1,
      experiment,
      memoryBytes: 123,
      parameterCount: 54 + 6 + 192 + 2,
      stepsPerEpoch: 40,
    });
    expect(answer.data).toMatchObject({ id: 'xo', trainCount: 2000, testCount: 500 });
    expect([...answer.testLabels.subarray(0, 4)]).toEqual([0, 1, 0, 1]);
    expect(answer.testLabels.length).toBe(500);
    expect(log.models[0]!.spec).toMatchObject({
      input: [1, 4, 4],
      optimizer: { type: 'sgd', learningRate: 0.1, momentum: 0.9 },
      seed: 3,
      batchSize: 50,
    });
  });

  it('frees the run before, and only when the new one is ready', async () => {
    const { service: worker, log } = service();
    for (let run = 1; run <= 50; ++run) {
      await worker.setUp(run, { ...experiment, difficulty: run / 50 });
      expect(log.liveModels).toBe(1);
      expect(log.liveSets).toBe(2);
    }
  });

  it('leaves the run before as it was when it fails', async () => {
    const { service: worker, log } = service();
    await worker.setUp(1, experiment);
    await worker.train(1);
    await expect(worker.setUp(2, { ...experiment, network: 'huge' })).rejects.toThrow(
      "There is no network 'huge'; there are small.",
    );
    await expect(worker.setUp(3, { ...experiment, data: 'mnist' })).rejects.toThrow(
      'MNIST is not loaded yet',
    );
    const before = (await worker.frame(request(1))).step;
    await until(
      (frame) => frame.running && frame.step > before,
      () => worker.frame(request(1)),
    );
    await worker.pause(1);
    expect(log.liveModels).toBe(1);
    expect(log.liveSets).toBe(2);
  });

  it('of an older run is refused, and gives way to a newer one', async () => {
    const { service: worker, log } = service();
    const results = await Promise.allSettled([
      worker.setUp(1, experiment),
      worker.setUp(2, experiment),
    ]);
    expect(results.map((result) => result.status)).toEqual(['rejected', 'fulfilled']);
    await expect(worker.setUp(2, experiment)).rejects.toThrow('Run 2 comes too late');
    expect(log.liveModels).toBe(1);
  });
});

describe('a run', () => {
  it('answers only to its own number', async () => {
    const { service: worker } = service();
    await expect(worker.train(1)).rejects.toThrow('Run 1 has not been set up.');
    await worker.setUp(1, experiment);
    await worker.setUp(2, experiment);
    for (const call of [
      worker.train(1),
      worker.pause(1),
      worker.step(1),
      worker.advance(1),
      worker.change(1, { learningRate: 0.5 }),
      worker.frame(request(1)),
      worker.draw(1, { strokes: [] }, fullReading),
      worker.measureReading(1, fullReading),
      worker.augmented(1, { kind: 'drawing' }, 1),
    ]) {
      await expect(call).rejects.toThrow('Run 1 is over.');
    }
  });

  it('trains, pauses between two steps, and measures at rest', async () => {
    const { service: worker, log } = service();
    await worker.setUp(1, experiment);
    const empty = await worker.frame(request(1));
    expect(empty).toMatchObject({ running: false, step: 0, epoch: 0, loss: NaN, testExamples: 0 });
    expect(empty).toMatchObject({ testAccuracy: NaN, label: 1, training: [], test: [] });

    await worker.train(1);
    await until(
      (frame) => frame.step > 100 && frame.testExamples === 500,
      () => worker.frame(request(1)),
    );
    await worker.pause(1);
    const { steps } = log.models[0]!;
    const rested = await until(
      (frame) => !frame.running && frame.testExamples === 500,
      () => worker.frame(request(1)),
    );
    expect(rested.step).toBe(steps);
    expect(rested.epoch).toBeCloseTo(steps / 40, 6);
    expect(rested.testAccuracy).toBeCloseTo(0.75, 12);
    expect(log.models[0]!.steps).toBe(steps);
  });

  it('takes one step at a time, and pauses for it', async () => {
    const { service: worker } = service();
    await worker.setUp(1, experiment);
    await worker.step(1);
    await worker.step(1);
    const two = await until(
      (frame) => frame.testExamples > 0,
      () => worker.frame(request(1)),
    );
    expect(two).toMatchObject({ step: 2, running: false, epoch: 0.05 });
    expect(two.loss).toBe(0.75);
    await worker.train(1);
    await worker.step(1);
    expect((await worker.frame(request(1))).running).toBe(false);
  });

  it('takes a step when it is told to in slow motion, each measured where that is cheap', async () => {
    const { service: worker, log } = service();
    await worker.setUp(1, experiment);
    await worker.train(1, 'slow');
    let last = await worker.frame(request(1));
    for (let shown = 0; shown < 20; ++shown) {
      await worker.advance(1);
      const next = await worker.frame(request(1));
      // A frame in which a measurement is under way shows the weights that are measured.
      expect(next.step - last.step).toBeLessThanOrEqual(1);
      expect(next.running).toBe(true);
      last = next;
      // As a browser does, which draws before it asks again.
      await new Promise((drawn) => setTimeout(drawn, 5));
    }
    expect(last.step).toBeGreaterThan(3);
    expect(log.models[0]!.steps).toBe(last.step);
    // Who only looks moves nothing.
    for (let look = 0; look < 5; ++look) await worker.frame(request(1));
    expect(log.models[0]!.steps).toBe(last.step);
    await until(
      (frame) => frame.testExamples === 500,
      () => worker.frame(request(1)),
    );
    await worker.train(1, 'full');
    await until(
      (frame) => frame.step > last.step + 200,
      () => worker.frame(request(1)),
    );
    await worker.pause(1);
  });

  it('gives every viewer all points of the curves that it has not seen', async () => {
    const { service: worker } = service();
    await worker.setUp(1, experiment);
    for (let step = 0; step < 5; ++step) await worker.step(1);
    const first = await worker.frame(request(1));
    expect(first.training.map((point) => point.step)).toEqual([1, 2, 3, 4, 5]);
    await worker.step(1);
    const next = await worker.frame({ ...request(1), seen: { training: 5, test: 0 } });
    expect(next.training.map((point) => point.step)).toEqual([6]);
    expect((await worker.frame(request(1))).training).toHaveLength(6);
  });

  it('stops with the sentence of the core when a step fails, and still answers', async () => {
    const { service: worker, log } = service();
    await worker.setUp(1, experiment);
    await worker.train(1);
    log.models[0]!.failure = new Error('loss is NaN; layer conv2d went first');
    const frame = await until(
      (now) => !now.running,
      () => worker.frame(request(1)),
    );
    expect(frame.stopped).toBe('loss is NaN; layer conv2d went first');
    expect(frame.layers).toEqual([]);
    log.models[0]!.failure = undefined;
    await worker.step(1);
    expect((await worker.frame(request(1))).stopped).toBeUndefined();
  });

  it('passes on what the core says of a setting, and goes on', async () => {
    const { service: worker, log } = service();
    await worker.setUp(1, experiment);
    const wrong = { batchSize: 7, learningRate: -1 };
    await expect(worker.change(1, wrong)).rejects.toThrow('learningRate');
    expect(worker.host.of(1).network.model.batchSize).toBe(50);
    await worker.change(1, { learningRate: 0.3 });
    expect(log.models[0]!.learningRate).toBe(0.3);
  });

  it('refuses a test picture that there is not', async () => {
    const { service: worker } = service();
    await worker.setUp(1, experiment);
    for (const index of [-1, 500, 0.5, NaN]) {
      await expect(
        worker.frame({ ...request(1), picture: { kind: 'test', index } }),
      ).rejects.toThrow('from 0 to 499');
    }
  });

  it('ends a frame that was held back when the next run begins', async () => {
    const { service: worker } = service();
    await worker.setUp(1, experiment);
    await worker.train(1);
    const frames = Promise.allSettled(Array.from({ length: 5 }, () => worker.frame(request(1))));
    await worker.setUp(2, experiment);
    for (const result of await frames) {
      if (result.status === 'fulfilled') expect(result.value.run).toBe(1);
      else expect(String(result.reason)).toMatch('Run 1 is over');
    }
  });
});
