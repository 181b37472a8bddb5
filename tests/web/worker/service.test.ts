import { describe, expect, it } from 'vitest';
import { fullReading } from '../../../web/protocol/reading';
import { experiment, rateOf, request, service, turn, until } from './service-harness';
import { engine } from './watched-engine';

describe('setUp', () => {
  it('builds the network as the experiment says, for the classes of the data', async () => {
    const { service: worker, watch } = service();
    const answer = await worker.setUp(1, experiment);
    const { network, data } = worker.host.of(1);
    expect(answer).toMatchObject({
      run: 1,
      experiment,
      // Three filters of 3 x 3, and two sums over three maps of 4 x 4.
      parameterCount: 3 * 9 + 3 + 2 * 48 + 2,
      stepsPerEpoch: 40,
    });
    const roles = Object.values(network.model.memory());
    expect(answer.memoryBytes).toBe(roles.reduce((sum, bytes) => sum + bytes, 0));
    expect(answer.data).toMatchObject({ id: 'xo', trainCount: 2000, testCount: 500 });
    expect(answer.testLabels).toEqual(data.test.read().labels);
    expect(answer.testLabels.length).toBe(500);
    expect(watch.specs[0]).toMatchObject({
      input: [1, 9, 9],
      optimizer: { type: 'sgd', learningRate: 0.02, momentum: 0.9 },
      seed: 3,
      batchSize: 50,
    });
  });

  it('frees the run before, and only when the new one is ready', async () => {
    const { service: worker, watch } = service();
    for (let run = 1; run <= 10; ++run) {
      watch.before('model', () => expect(watch.liveModels).toBe(Math.min(run - 1, 1)));
      await worker.setUp(run, { ...experiment, difficulty: run / 10 });
      expect(watch.liveModels).toBe(1);
      expect(watch.liveSets).toBe(2);
    }
  });

  it('leaves the run before as it was when it fails', async () => {
    const { service: worker, watch } = service();
    await worker.setUp(1, experiment);
    await worker.train(1);
    const names = engine.presets().map(({ name }) => name);
    await expect(worker.setUp(2, { ...experiment, network: 'huge' })).rejects.toThrow(
      `There is no network 'huge'; there are ${names.join(', ')}.`,
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
    expect(watch.liveModels).toBe(1);
    expect(watch.liveSets).toBe(2);
  });

  it('of an older run is refused, and gives way to a newer one', async () => {
    const { service: worker, watch } = service();
    const results = await Promise.allSettled([
      worker.setUp(1, experiment),
      worker.setUp(2, experiment),
    ]);
    expect(results.map((result) => result.status)).toEqual(['rejected', 'fulfilled']);
    await expect(worker.setUp(2, experiment)).rejects.toThrow('Run 2 comes too late');
    expect(watch.liveModels).toBe(1);
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
      worker.change(1, rateOf(0.5)),
      worker.frame(request(1)),
      worker.draw(1, { strokes: [] }, fullReading),
      worker.measureReading(1, fullReading),
      worker.augmented(1, { kind: 'drawing' }, 1),
    ]) {
      await expect(call).rejects.toThrow('Run 1 is over.');
    }
  });

  it('trains, pauses between two steps, and measures at rest', async () => {
    const { service: worker, watch } = service();
    const { testLabels } = await worker.setUp(1, experiment);
    const empty = await worker.frame(request(1));
    expect(empty).toMatchObject({ running: false, step: 0, epoch: 0, loss: NaN, testExamples: 0 });
    expect(empty).toMatchObject({ testAccuracy: NaN, training: [], test: [] });
    expect(empty.label).toBe(testLabels[5]);

    await worker.train(1);
    await until(
      (frame) => frame.step > 100 && frame.testExamples === 500,
      () => worker.frame(request(1)),
    );
    await worker.pause(1);
    const steps = watch.calls('step');
    const rested = await until(
      (frame) => !frame.running && frame.testStep === frame.step,
      () => worker.frame(request(1)),
    );
    expect(rested.step).toBe(steps);
    expect(rested.epoch).toBeCloseTo(steps / 40, 6);
    const { network, data } = worker.host.of(1);
    const { images, labels } = data.test.read();
    const answers = network.model.predict(images);
    const right = labels.filter(
      (label, i) => answers[2 * i + label]! > answers[2 * i + 1 - label]!,
    );
    expect(rested.testAccuracy).toBeCloseTo(right.length / 500, 6);
    const losses = Array.from(labels, (label, i) => -Math.log(answers[2 * i + label]!));
    expect(rested.testLoss).toBeCloseTo(losses.reduce((sum, loss) => sum + loss, 0) / 500, 4);
    expect(watch.calls('step')).toBe(steps);
  });

  it('takes one step at a time, and pauses for it', async () => {
    const { service: worker, watch } = service();
    await worker.setUp(1, experiment);
    // The same steps without a worker around them.
    const alone = engine.model(watch.specs[0]!);
    alone.setTrainingData(worker.host.of(1).data.train);
    const losses = [alone.step().loss, alone.step().loss] as const;
    alone.dispose();
    await worker.step(1);
    await worker.step(1);
    const two = await until(
      (frame) => frame.testExamples > 0,
      () => worker.frame(request(1)),
    );
    expect(two).toMatchObject({ step: 2, running: false, epoch: 0.05 });
    expect(two.loss).toBe((losses[0] + losses[1]) / 2);
    await worker.train(1);
    await worker.step(1);
    expect((await worker.frame(request(1))).running).toBe(false);
  });

  it('takes a step when it is told to in slow motion, each measured where that is cheap', async () => {
    const { service: worker, watch } = service();
    await worker.setUp(1, experiment);
    await worker.train(1, 'slow');
    let last = await worker.frame(request(1));
    for (let shown = 0; shown < 20 || last.step <= 3; ++shown) {
      await worker.advance(1);
      const next = await worker.frame(request(1));
      // A frame in which a measurement is under way shows the weights that are measured.
      expect(next.step - last.step).toBeLessThanOrEqual(1);
      expect(next.running).toBe(true);
      last = next;
      // As in a browser, which draws before it asks again.
      await turn();
    }
    expect(watch.calls('step')).toBe(last.step);
    // Who only looks moves nothing.
    for (let look = 0; look < 5; ++look) await worker.frame(request(1));
    expect(watch.calls('step')).toBe(last.step);
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
    const next = await worker.frame({ ...request(1), seen: { training: 5, test: 0, changes: 0 } });
    expect(next.training.map((point) => point.step)).toEqual([6]);
    expect((await worker.frame(request(1))).training).toHaveLength(6);
  });

  it('stops with the sentence of the core when a step fails, and still answers', async () => {
    const { service: worker, watch } = service();
    await worker.setUp(1, experiment);
    await worker.train(1);
    watch.instead('step', () => {
      throw new Error('loss is NaN; layer conv2d went first');
    });
    const stopped = await until(
      (now) => !now.running,
      () => worker.frame(request(1)),
    );
    expect(stopped.stopped).toBe('loss is NaN; layer conv2d went first');
    expect(stopped.layers).not.toEqual([]);
    watch.instead('inspect', () => {
      throw new Error('activations are NaN');
    });
    const blank = await worker.frame(request(1));
    expect(blank).toMatchObject({ stopped: stopped.stopped, layers: [] });
    expect(blank.input.values).toEqual(stopped.input.values);
    await worker.step(1);
    expect((await worker.frame(request(1))).stopped).toBeUndefined();
  });

  it('passes on what the core says of a setting, and goes on', async () => {
    const { service: worker } = service();
    await worker.setUp(1, experiment);
    const wrong = { batchSize: 7, ...rateOf(-1) };
    await expect(worker.change(1, wrong)).rejects.toThrow('learningRate');
    expect(worker.host.of(1).network.model.batchSize).toBe(50);
    await worker.change(1, rateOf(0.3));
    await worker.step(1);
    expect((await worker.frame(request(1))).learningRate).toBeCloseTo(0.3, 6);
  });

  it('tells the optimizer of another rate without making it forget', async () => {
    const { service: worker, watch } = service();
    await worker.setUp(1, experiment);
    await worker.step(1);
    await worker.change(1, rateOf(0.3));
    expect([watch.calls('setLearningRate'), watch.calls('setOptimizer')]).toEqual([1, 0]);
    await worker.change(1, rateOf(0.3));
    expect(watch.calls('setLearningRate')).toBe(1);
    await worker.change(1, { optimizer: { type: 'adam', learningRate: 0.3 } });
    expect([watch.calls('setLearningRate'), watch.calls('setOptimizer')]).toEqual([1, 1]);
  });

  it('changes of the layers only the rates of dropout', async () => {
    const { service: worker } = service();
    await worker.setUp(1, experiment);
    const layers = experiment.spec.layers.slice(1);
    await expect(worker.change(1, { layers })).rejects.toThrow(/only the rates of dropout/);
    expect(worker.host.of(1).tuning.present).toEqual(experiment);
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
