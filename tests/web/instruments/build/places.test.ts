import { load, type Engine } from 'receptive';
import { beforeAll, describe, expect, it } from 'vitest';
import { named } from '../../../../web/instruments/build/state/drafts';
import { Trials } from '../../../../web/instruments/build/state/trials.svelte';
import type { ShownRun } from '../../../../web/client/run/shown-run.svelte';
import type { BuildApi } from '../../../../web/instruments/build/commands';
import { describeDraft } from '../../../../web/instruments/build/worker/draft';

const host = { input: [1, 9, 9] as [number, number, number], classes: 2, recipe: {} };

let engine: Engine;
beforeAll(async () => {
  engine = await load();
});

/** Trials of a network on pictures of 9 x 9, answered by the real engine. */
function trialsOf(layers: ReturnType<typeof named>): Trials {
  const described = describeDraft(engine, host, { layers });
  const shapes = described.layers.map(({ outputShape }) => outputShape);
  const api: Pick<BuildApi, 'tryDrafts'> = {
    tryDrafts: (_, drafts) =>
      Promise.resolve(drafts.map((draft) => describeDraft(engine, host, draft).problem)),
  };
  const built = { layers, draft: { layers }, shapes, described };
  return new Trials(api as BuildApi, { run: 1 } as ShownRun, built);
}

describe('a layer that is added before the votes', () => {
  const net = named([
    { type: 'conv2d', filters: 4, kernelSize: 3 },
    { type: 'flatten' },
    { type: 'dense', units: 20 },
    { type: 'dense', units: 2 },
  ]);

  it('is put above what leaves no map if it needs one', async () => {
    const trials = trialsOf(net);
    trials.askTypes(3, true);
    await trials.typesKnown;
    expect(trials.places).toMatchObject({ conv2d: 1, maxPooling2d: 1 });
    expect(trials.types).not.toHaveProperty('conv2d');
    expect(trials.places).not.toHaveProperty('relu');
  });

  it('stays where the visitor wants it, and hears where it would fit', async () => {
    const trials = trialsOf(net);
    trials.askTypes(3, false);
    await trials.typesKnown;
    expect(trials.places).toEqual({});
    expect(trials.types['conv2d']).toBe(
      'A 3×3 filter does not fit behind flatten, where every map is one square: move it above flatten.',
    );
  });

  it('is not told to look at a single square where it stands behind what leaves no map', async () => {
    const mendsWith = async (type: 'flatten' | 'relu') => {
      const trials = trialsOf(
        named([
          { type },
          { type: 'conv2d', filters: 4, kernelSize: 11 },
          { type: 'dense', units: 2 },
        ]),
      );
      await trials.ask(1);
      return Object.keys(trials.mends);
    };
    expect(await mendsWith('relu')).toContain('kernelSize=3');
    expect(await mendsWith('flatten')).toEqual([]);
  });

  it('is refused where it fits nowhere', async () => {
    const trials = trialsOf(
      named([
        { type: 'dense', units: 2 },
        { type: 'dense', units: 2 },
      ]),
    );
    trials.askTypes(1, true);
    await trials.typesKnown;
    expect(trials.places).toMatchObject({ conv2d: 0 });
    expect(Object.keys(trials.types)).toContain('embedding');
  });
});
