import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { guarded } from '../../../web/protocol/door';
import { fullReading } from '../../../web/protocol/reading';
import { dataCommands } from '../../../web/protocol/schemas/data-commands';
import { keepCommands } from '../../../web/protocol/schemas/keep-commands';
import { experimentSchema } from '../../../web/protocol/schemas/experiment';
import { runCommands } from '../../../web/protocol/schemas/run-commands';
import { withSettings, withSpec } from '../../../web/protocol/settings';
import { cross } from './drawn-figures';
import { experiment, presetOn, rateOf, request, service } from './service-harness';
import { engine } from './watched-engine';

const all = Object.entries<readonly v.GenericSchema[]>({
  ...runCommands,
  ...keepCommands,
  ...dataCommands,
} as Record<string, readonly v.GenericSchema[]>);
const places = all.flatMap(([name, given]) => given.map((schema, i) => ({ name, i, schema })));

/** What no command takes anywhere. */
const junk = [NaN, -1.5, Symbol('junk'), null, 10n];

describe('the worker’s door', () => {
  it.each(places)('refuses junk as argument $i of $name', ({ schema }) => {
    expect(junk.filter((value) => v.safeParse(schema, value).success)).toEqual([]);
  });

  it('lets every preset through', () => {
    for (const { name } of engine.presets()) {
      const { issues } = v.safeParse(experimentSchema, presetOn('xo', name));
      expect(
        issues?.map(({ message }) => message),
        name,
      ).toBeUndefined();
    }
  });

  /** A worker behind its door. */
  async function behind() {
    const made = service();
    const worker = guarded(made.service, runCommands);
    await worker.setUp(1, experiment);
    return { ...made, worker };
  }

  it('lets through what the page sends', async () => {
    const { worker } = await behind();
    await worker.change(1, rateOf(0.3));
    await worker.train(1);
    await worker.pause(1);
    await worker.draw(1, cross, fullReading);
    const seen = { training: 0, test: 0, changes: 0 };
    expect((await worker.frame({ ...request(1), seen, whole: ['conv2d'] })).run).toBe(1);
    expect(await worker.augmented(1, { kind: 'drawing' }, 2)).toHaveLength(2);
  });

  it.each([
    ['a rate', { ...rateOf(-1) }, /^change: argument 2, optimizer.learningRate, .*from 0 to 10/],
    ['a batch', { batchSize: 2.5 }, /^change: argument 2, batchSize, .*whole number/],
    [
      'a seed',
      { seed: 3 },
      /^change: argument 2 is refused \(it has .*batchSize, augmentation and nothing else\)/,
    ],
    ['a layer', { layers: [{ type: 'magic' }] }, /^change: .*a type that there is not: 'magic'/],
    ['an augmentation', { augmentation: { shift: 99 } }, /^change: argument 2, augmentation.shift/],
  ])('refuses %s that cannot be, and the run is as it was', async (_, change, problem) => {
    const { worker, service: inside } = await behind();
    await expect(worker.change(1, change as never)).rejects.toThrow(problem);
    expect(inside.host.of(1).tuning.present).toEqual(experiment);
  });

  it('refuses an experiment that is none, and the run before goes on', async () => {
    const { worker } = await behind();
    for (const wrong of [
      { ...experiment, data: 'mars' },
      { ...experiment, more: 1 },
      withSettings(experiment, { seed: -1 }),
      withSpec(experiment, { layers: Array(200).fill({ type: 'relu' }) as never }),
      { ...experiment, spec: undefined },
    ]) {
      await expect(worker.setUp(2, wrong as never)).rejects.toThrow(/^setUp: argument 2/);
    }
    await worker.step(1);
    expect((await worker.frame(request(1))).step).toBe(1);
  });
});
