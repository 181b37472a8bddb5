import { expect, it, vi } from 'vitest';
import type { LookedAt } from '../../../web/instruments/host';
import type { MapApi } from '../../../web/instruments/map/commands';
import { MapState } from '../../../web/instruments/map/state/map.svelte';
import type { FeatureMap } from '../../../web/instruments/map/protocol';
import { Sliding } from '../../../web/instruments/tours/state/sliding.svelte';
import type { LessonApi } from '../../../web/instruments/tours/commands';

// What the visitor steps to or points at is fetched while nobody waits for it.

const refuse = () => Promise.reject(new Error('The worker is gone.'));

it('the map says why a picture that is pointed at does not come, unless its run is over', async () => {
  const session = { run: 1, over: false, isOver: () => session.over };
  const api = { testPixels: refuse } as unknown as MapApi;
  const map = new MapState(api, session as unknown as LookedAt);
  map.map = { run: 1, indices: Uint32Array.of(5) } as unknown as FeatureMap;
  map.look(0);
  await vi.waitFor(() => expect(map.problem).toBe('The worker is gone.'));
  map.problem = undefined;
  session.over = true;
  map.look(0);
  await new Promise(setImmediate);
  expect(map.problem).toBeUndefined();
});

it('a lesson says why a value that was stepped to is not written out', async () => {
  const unit = { window: undefined };
  const lessonUnit = vi.fn().mockResolvedValue(unit);
  const layers = [{ name: 'sum', shape: [1, 1, 3], values: new Float32Array(3) }];
  const api = { lesson: () => Promise.resolve({ layers, parameters: [] }), lessonUnit };
  const net = { spec: { input: [3], layers: [] }, image: [] };
  const sliding = new Sliding(api as unknown as LessonApi, {
    kind: 'sliding',
    net: net as never,
    layer: 'sum',
  });
  await sliding.load();
  expect(sliding.problem).toBeUndefined();
  lessonUnit.mockImplementation(refuse);
  await sliding.move(1);
  expect(sliding).toMatchObject({ place: 1, problem: 'The worker is gone.' });
});
