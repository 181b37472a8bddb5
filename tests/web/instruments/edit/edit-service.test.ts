import type { LayerSpec } from 'receptive';
import { describe, expect, it } from 'vitest';
import { ratesOf, withRates } from '../../../../web/protocol/dropout';
import { experimentOf, ownExperiment } from '../../../../web/protocol/experiment';
import { encodeExperiment } from '../../../../web/protocol/experiment-link';
import { decodeExperiment } from '../../../../web/protocol/read-link';
import { buildService } from '../../../../web/instruments/build/worker/build-service';
import { layerGroups } from '../../../../web/instruments/build/state/layerTable';
import { insert, named } from '../../../../web/instruments/build/state/drafts';
import { editService } from '../../../../web/instruments/edit/worker/edit-service';
import { newService } from '../../worker/service-harness';
import { engine } from '../../worker/watched-engine';

/** Filters edited, networks built. */

const worker = newService();
const edit = editService(worker.host);
const build = buildService(worker.host);
let run = 0;

/** A network of one's own where its layers are given. */
async function begin(network: string, layers?: LayerSpec[]) {
  const preset = engine.presets().find(({ name }) => name === network) ?? engine.presets()[0]!;
  const experiment = experimentOf(preset, 'xo');
  return worker.setUp(++run, layers ? ownExperiment(experiment, layers) : experiment);
}

const three = 'xo-three-filters';

describe('a filter', () => {
  it('is read, painted and kept while training goes on', async () => {
    await begin(three);
    const place = { layer: 'conv2d', index: 1 };
    const view = await edit.filter(run, place);
    expect([view.count, view.depth, view.height, view.width]).toEqual([3, 1, 3, 3]);
    const painted = await edit.setFilter(run, { ...place, at: [0, 1, 8, 9], values: [1, 2, 3, 4] });
    expect([painted.values[0], painted.values[1], painted.values[8]]).toEqual([1, 2, 3]);
    expect(painted.values[4]).toBe(view.values[4]);
    expect(painted.bias).toBe(4);

    expect((await edit.freeze(run, place, true)).layers).toEqual({ conv2d: [1] });
    await worker.step(run);
    const after = await edit.filter(run, place);
    expect([after.step, after.frozen, after.bias]).toEqual([1, true, 4]);
    expect(after.values).toEqual(painted.values);
    expect((await edit.freeze(run, place, false)).layers).toEqual({});
    await worker.step(run);
    expect((await edit.filter(run, place)).values).not.toEqual(painted.values);
  });

  it('of a dense layer has the shape of what the unit reads', async () => {
    await begin(three);
    const view = await edit.filter(run, { layer: 'dense', index: 1 });
    expect([view.count, view.depth, view.height, view.width]).toEqual([2, 3, 4, 4]);
  });

  it('becomes a known one, as published or as large as the others', async () => {
    await begin(three);
    const request = { layer: 'conv2d', index: 0, kernel: 'edge', channel: 'all' } as const;
    const published = await edit.kernel(run, { ...request, scale: 'asPublished' });
    expect(published.values).toEqual([-1, -1, -1, -1, 8, -1, -1, -1, -1]);
    const scaled = await edit.kernel(run, { ...request, scale: 'asLayer' });
    const norms = await Promise.all(
      [0, 1, 2].map(async (index) => {
        const { values } = await edit.filter(run, { layer: 'conv2d', index });
        return Math.hypot(...values);
      }),
    );
    expect(Math.hypot(...scaled.values)).toBeCloseTo((norms[0]! + norms[1]! + norms[2]!) / 3, 5);
    expect(scaled.values[4]! / scaled.values[0]!).toBeCloseTo(-8, 5);
  });

  it('starts anew as the layer draws it', async () => {
    await begin(three);
    const place = { layer: 'conv2d', index: 2 };
    const first = await edit.randomFilter(run, place, 5);
    expect(first.values).toHaveLength(10);
    expect(first.at).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect((await edit.randomFilter(run, place, 5)).values).toEqual(first.values);
    expect((await edit.randomFilter(run, place, 6)).values).not.toEqual(first.values);
  });

  it('is refused where there is none', async () => {
    await begin(three);
    await expect(edit.filter(run, { layer: 'maxPooling2d', index: 0 })).rejects.toThrow(
      /cannot be edited/,
    );
    await expect(edit.filter(run, { layer: 'conv2d', index: 3 })).rejects.toThrow(/from 0 to 2/);
    const change = { layer: 'conv2d', index: 0 };
    await expect(edit.setFilter(run, { ...change, at: [10], values: [0] })).rejects.toThrow(/9/);
    await expect(edit.setFilter(run, { ...change, at: [0], values: [NaN] })).rejects.toThrow(
      /numbers/,
    );
  });

  it('is judged on test pictures within the time that is given', async () => {
    await begin(three);
    const test = await edit.quickTest(run, 300);
    expect([test.run, test.step]).toEqual([run, 0]);
    expect(test.examples).toBeGreaterThanOrEqual(100);
    expect(test.examples).toBeLessThanOrEqual(1000);
    expect(test.accuracy).toBeGreaterThan(0.2);
    const { values } = await edit.filter(run, { layer: 'dense', index: 0 });
    // All votes go to O: half of the pictures are.
    const at = Array.from(values, (_, i) => i);
    await edit.setFilter(run, { layer: 'dense', index: 0, at, values: at.map(() => 0) });
    await edit.setFilter(run, { layer: 'dense', index: 1, at, values: at.map(() => 0) });
    await edit.setFilter(run, { layer: 'dense', index: 1, at: [values.length], values: [9] });
    const blind = await edit.quickTest(run, 300);
    expect(Math.abs(blind.accuracy - 0.5)).toBeLessThan(0.1);
  });
});

describe('dropout', () => {
  const layers: LayerSpec[] = [
    { type: 'conv2d', filters: 4, kernelSize: 3, activation: 'relu' },
    { type: 'spatialDropout2d', rate: 0.1 },
    { type: 'dropout', rate: 0.2 },
    { type: 'dense', units: 2 },
  ];

  it('changes in mid-run, and the run remembers it', async () => {
    await begin('own', layers);
    await worker.step(run);
    const session = worker.host.of(run);
    await worker.change(run, { layers: withRates(layers, [0.3, 0]) });
    expect(ratesOf(session.tuning.present.spec.layers)).toEqual([0.3, 0]);
    expect(session.network.layers.map(({ settings }) => settings['rate'] ?? '')).toEqual([
      '',
      '',
      0.3,
      0,
      '',
    ]);
    await worker.step(run);
    const again = await worker.setUp(++run, session.tuning.present);
    expect(again.layers.map(({ settings }) => settings['rate'] ?? '')).toEqual([
      '',
      '',
      0.3,
      0,
      '',
    ]);
  });
});

describe('a network of one’s own', () => {
  const layers: LayerSpec[] = [
    { type: 'conv2d', name: 'first', filters: 4, kernelSize: 3, padding: 'same' },
    { type: 'conv2d', filters: 4, kernelSize: 3, padding: 'same', activation: 'relu' },
    { type: 'add', inputs: ['first', 'conv2d'] },
    { type: 'dense', units: 50 },
  ];

  it('is built from a link, with a unit for each class', async () => {
    const wanted = ownExperiment(experimentOf(engine.presets()[0]!, 'xo'), layers);
    const { experiment, problems } = decodeExperiment(encodeExperiment(wanted), engine.presets());
    expect(problems).toEqual([]);
    const setUp = await worker.setUp(++run, experiment);
    expect(setUp.layers.at(-1)?.outputShape).toEqual([2, 1, 1]);
    await worker.step(run);
  });

  it('is described before it is made: shapes, parameters, memory', async () => {
    await begin(three);
    const described = await build.describeDraft(run, { layers });
    expect(described.problem).toBeUndefined();
    expect(described.layers.map(({ outputShape }) => outputShape)).toEqual([
      [4, 9, 9],
      [4, 9, 9],
      [4, 9, 9],
      [2, 1, 1],
    ]);
    expect(described.layers.map(({ parameterCount }) => parameterCount)).toEqual([
      40,
      148,
      0,
      2 * 324 + 2,
    ]);
    expect(described.memory?.['activations']).toBeGreaterThan(0);
  });

  it('says at which layer it fails, and what the layers before that would be', async () => {
    await begin(three);
    const pooled: LayerSpec[] = [
      layers[0]!,
      layers[1]!,
      layers[2]!,
      { type: 'maxPooling2d', poolSize: 2 },
      { type: 'conv2d', filters: 4, kernelSize: 5, activation: 'relu' },
      { type: 'dense', units: 2 },
    ];
    const { layers: sound, problem } = await build.describeDraft(run, { layers: pooled });
    expect(problem).toMatchObject({ layer: 4 });
    expect(problem).toMatchObject({
      code: 'spec',
      where: 'conv2d_1',
      argument: 'window',
      found: '5',
      reads: [[4, 4, 4]],
    });
    expect(problem?.behind).toBeUndefined();
    expect(sound.map(({ outputShape }) => outputShape[1])).toEqual([9, 9, 9, 4]);
    // The same where a branch is still open.
    const open = await build.describeDraft(run, {
      layers: [layers[0]!, layers[1]!, { type: 'dense', units: 2, inputs: ['nobody'] }],
    });
    expect(open.problem?.layer).toBe(2);
    expect(open.layers).toHaveLength(2);
  });

  it('says at which layer it fails where the core names none, or a part of a layer', async () => {
    await begin(three);
    const fault = async (more: readonly LayerSpec[]) => {
      const { problem } = await build.describeDraft(run, { layers: [layers[0]!, ...more] });
      return problem?.layer;
    };
    const end: LayerSpec = { type: 'dense', units: 2 };
    // The core names what it made of the layer: recurrentConv2d is several convolutions.
    const recurrent = { type: 'recurrentConv2d', name: 'r', filters: 2, kernelSize: 3 } as const;
    expect(await fault([{ ...recurrent, kernelSize: 0 }, end])).toBe(1);
    expect(await fault([{ type: 'relu', name: 'first' }, end])).toBe(1);
    expect(await fault([{ type: 'relu', weightsOf: 'first' }, end])).toBe(1);
    const branch: LayerSpec[] = [{ type: 'relu' }, { type: 'relu', inputs: ['first'] }, end];
    const open = await build.describeDraft(run, { layers: [layers[0]!, ...branch] });
    expect(open.problem).toMatchObject({ layer: 1, unread: true });
    const joined: LayerSpec = { type: 'add', inputs: ['first', 'nobody'] };
    const { problem } = await build.describeDraft(run, { layers: [layers[0]!, joined, end] });
    expect(problem).toMatchObject({ layer: 1, reads: [[4, 9, 9]] });
  });

  it('says which layer left no map behind it', async () => {
    await begin(three);
    const draft: LayerSpec[] = [
      layers[0]!,
      { type: 'flatten' },
      { type: 'relu' },
      { type: 'conv2d', filters: 4, kernelSize: 3 },
      { type: 'dense', units: 2 },
    ];
    const { problem } = await build.describeDraft(run, { layers: draft });
    expect(problem).toMatchObject({ layer: 3, reads: [[324, 1, 1]], behind: 1 });
  });

  it('must answer for each class', async () => {
    await begin(three);
    const { problem } = await build.describeDraft(run, { layers: [layers[0]!] });
    expect(problem?.message).toMatch(/ends in 324 outputs, and the data has 2 classes/);
    const pooled: LayerSpec[] = [layers[0]!, { type: 'globalAveragePooling2d' }];
    expect((await build.describeDraft(run, { layers: pooled })).problem?.message).toMatch(
      /ends in 4 outputs, and the data has 2 classes/,
    );
  });

  it('is tried in many ways at once', async () => {
    await begin(three);
    const with5 = (kernelSize: number): LayerSpec[] => [
      { type: 'maxPooling2d', poolSize: 2 },
      { type: 'conv2d', filters: 2, kernelSize },
      { type: 'dense', units: 2 },
    ];
    const found = await build.tryDrafts(
      run,
      [3, 4, 5].map((size) => ({ layers: with5(size) })),
    );
    expect(found.map((problem) => problem?.layer)).toEqual([undefined, undefined, 1]);
  });

  it('can have every layer of the menu', async () => {
    await begin('small');
    const base = named([
      { type: 'conv2d', filters: 4, kernelSize: 3, padding: 'same' },
      { type: 'conv2d', filters: 4, kernelSize: 3, padding: 'same' },
      { type: 'dense', units: 10 },
    ]);
    const types = layerGroups.flatMap(({ entries }) => entries.map(({ type }) => type));
    const drafts = types.map((type) => ({ layers: insert(base, 2, type) }));
    const found = await build.tryDrafts(run, drafts);
    const problems = found.flatMap((problem, i) =>
      problem ? [{ type: types[i], argument: problem.argument }] : [],
    );
    // Those that read a row of values have no place behind maps, and say so.
    const forRows = problems.filter(({ argument }) => argument === 'input');
    expect(problems).toEqual(forRows);
    expect(forRows.map(({ type }) => type)).toEqual(['conv1d', 'globalMaxPooling1d', 'embedding']);
  });
});
