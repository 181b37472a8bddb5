import { describe, expect, it } from 'vitest';
import { describeColumns } from '../../../../web/client/paint/columns';
import { tellingSquare, trainedOf } from '../../../../web/instruments/tours/state/way.svelte';
import { ShownRun } from '../../../../web/client/run/shown-run.svelte';
import { ladderTour } from '../../../../web/instruments/tours/words/ladder';
import { tours } from '../../../../web/instruments/tours/words';
import { experimentOf } from '../../../../web/protocol/experiment';
import type { Frame } from '../../../../web/protocol/messages';
import { frameOf, presets, setUpOf, WorkerDouble } from '../../client/worker-double';

const setUp = setUpOf(1, experimentOf(presets[0]!, 'xo'));

function seen(): Frame {
  const values = new Float32Array(147);
  values[2 * 49 + 3 * 7 + 5] = -9;
  values[4] = 3;
  const limits = { values: 9, gradients: 9, weights: 1, weightGradients: 1 };
  const maps = { total: 3, indices: [0, 1, 2], height: 7, width: 7, values, gradients: values };
  const votes = { total: 2, indices: [0, 1], height: 1, width: 1, values: Float32Array.of(1, 2) };
  return {
    ...frameOf(1, 3, false),
    layers: [
      { name: 'conv2d', maps, limits },
      { name: 'dense', maps: votes, limits },
    ],
  };
}

describe('the ends of tours', () => {
  it('press a telling square of the network that is loaded', () => {
    const columns = describeColumns(setUp);
    for (const kind of ['maps', 'mapGradients'] as const) {
      expect(tellingSquare(columns, seen(), kind)).toEqual({
        column: 'conv2d',
        kind,
        place: { tile: 2, part: 0, row: 3, column: 5, index: 26 },
      });
    }
    // A network without maps has its votes.
    const flat = columns.filter(({ name }) => name !== 'conv2d');
    expect(tellingSquare(flat, seen(), 'maps')).toMatchObject({
      column: 'dense',
      place: { index: 1 },
    });
  });

  it('take the place of no network but where they say so', () => {
    const building = tours.flatMap(({ id, steps }) =>
      steps.flatMap(({ go }) => (go?.experiment ? [id] : [])),
    );
    expect(building).toEqual(['xo']);
  });

  it('show the mistakes of a rung that was trained, and of nothing else', async () => {
    const way = ladderTour.steps[1]!.go!;
    const session = new ShownRun(new WorkerDouble(), () => undefined);
    const wanted = await session.load('', 'http://127.0.0.1/');
    await session.build({ ...wanted!, network: 'softmax' });
    const digits = Array.from({ length: 10 }, (_, i) => String(i));
    session.setUp = { ...session.setUp!, data: { ...session.setUp!.data, classNames: digits } };
    const frame = (step: number) => ({ ...frameOf(session.run, step, false) });
    session.frame = frame(0);
    expect(trainedOf(way, session)).toBeUndefined();
    session.frame = frame(20);
    expect(trainedOf(way, session)).toBe('softmax');
    session.setUp = { ...session.setUp, data: { ...session.setUp.data, classNames: ['X', 'O'] } };
    expect(trainedOf(way, session)).toBeUndefined();
  });
});
