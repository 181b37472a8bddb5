import { beforeEach, describe, expect, it } from 'vitest';
import type { AttributionQuestion } from '../../../../web/instruments/looks/commands';
import { excitableLayers, type TopNine } from '../../../../web/instruments/looks/protocol';
import type { SetUp } from '../../../../web/protocol/messages';
import { looksService } from '../../../../web/instruments/looks/worker/looks-service';
import { experiment, newService } from '../../worker/service-harness';
import { engine } from '../../worker/watched-engine';

/** What the network looks for. */

const worker = newService();
const looks = looksService(worker.host);
let setUp: SetUp;
let run = 0;

beforeEach(async () => {
  setUp = await worker.setUp(++run, experiment);
});

const ask: AttributionQuestion = {
  picture: { kind: 'test', index: 3 },
  classes: [],
  weights: 'trained',
};

describe('attribution', () => {
  it('is for the likeliest two classes, or those that are asked for', async () => {
    const found = (await looks.attribution(run, ask))!;
    const [first, second] = found.classes;
    expect(found.probabilities[first]).toBeGreaterThanOrEqual(found.probabilities[second]!);
    expect(found.label).toBe(setUp.testLabels[3]);
    for (const maps of Object.values(found.maps)) {
      expect(maps.map((map) => map.class)).toEqual([first, second]);
      for (const map of maps) {
        const largest = Math.max(...map.values.map(Math.abs));
        expect(map.largest).toBe(largest);
        for (const { row, column, value } of [...map.for, ...map.against]) {
          expect(map.values[row * 9 + column]).toBe(value);
        }
        if (map.for[0]) expect(map.for[0].value).toBe(Math.max(...map.values));
      }
    }
    const turned = (await looks.attribution(run, { ...ask, classes: [second, first] }))!;
    expect(turned.maps.gradient![1]!.values).toEqual(found.maps.gradient![0]!.values);
    const half = (await looks.attribution(run, { ...ask, classes: [second] }))!;
    expect(half.classes).toEqual([second, first]);
  });

  it('with random weights is that of another network, which stays the same', async () => {
    const trained = (await looks.attribution(run, ask))!;
    const random = (await looks.attribution(run, { ...ask, weights: 'random' }))!;
    expect(random.scores).not.toEqual(trained.scores);
    const { used } = engine.memory();
    for (let i = 0; i < 5; ++i) {
      const again = (await looks.attribution(run, { ...ask, weights: 'random' }))!;
      expect(again.scores).toEqual(random.scores);
    }
    // The other networks are gone: each would take some kilobytes.
    expect(engine.memory().used - used).toBeLessThan(1000);
  });

  it('of many passes gives way, and to a newer question its place', async () => {
    for (const method of ['smooth', 'occlusion'] as const) {
      const [older, newer] = await Promise.all([
        looks.slowAttribution(run, method, ask),
        looks.slowAttribution(run, method, { ...ask, picture: { kind: 'test', index: 4 } }),
      ]);
      expect(older).toBeUndefined();
      expect(newer!.method).toBe(method);
      expect(newer!.maps.map((map) => map.values.length)).toEqual([81, 81]);
    }
  });

  it('says so where the weights have grown beyond measure, as those of a run that diverged', async () => {
    const { model } = worker.host.of(run).network;
    for (const { name, value } of model.parameters()) {
      model.setParameter(name, value.fill(1e30));
    }
    const said = /^The weights have become so large .*Reset the run/;
    await expect(looks.attribution(run, ask)).rejects.toThrow(said);
    for (const method of ['smooth', 'occlusion'] as const) {
      await expect(looks.slowAttribution(run, method, ask), method).rejects.toThrow(said);
    }
  });

  it('of occlusion adds up to nothing over two classes', async () => {
    const { maps } = (await looks.slowAttribution(run, 'occlusion', ask))!;
    // What one of two probabilities loses the other one wins.
    maps[0]!.values.forEach((value, i) => expect(value).toBeCloseTo(-maps[1]!.values[i]!, 5));
    expect(maps[0]!.largest).toBeGreaterThan(0);
  });
});

describe('top nine', () => {
  const nine = { split: 'test', first: 0, count: 16, order: 'number' } as const;

  async function all(layer: string, changes: object = {}): Promise<TopNine> {
    for (;;) {
      const found = (await looks.topNine(run, { ...nine, layer, ...changes }))!;
      if (found.done === found.total) return found;
    }
  }

  it('finds pictures and the pixels that excite each map', async () => {
    const [layer] = excitableLayers(setUp.layers);
    const found = await all(layer!.name);
    expect(found.total).toBe(setUp.data.testCount);
    expect(found.maps.length).toBe(layer!.outputShape[0]);
    expect(found.filters!.values.length).toBe(found.maps.length);
    for (const { pictures } of found.maps) {
      expect(pictures.length).toBe(9);
      const indices = pictures.map((one) => found.pictures[one.picture]!.index);
      expect(new Set(indices).size).toBe(9);
      for (const { box, row, column } of pictures) expect(box).toEqual([row, column, 3, 3]);
      const values = pictures.map((one) => one.value);
      expect(values).toEqual([...values].sort((a, b) => b - a));
    }
    const [one] = found.pictures;
    expect(setUp.testLabels[one!.index]).toBe(one!.label);
    const strongest = await all(layer!.name, { order: 'strongest', count: 1 });
    const best = Math.max(...found.maps.map((map) => map.pictures[0]!.value));
    expect(strongest.maps[0]!.pictures[0]!.value).toBe(best);
  });

  it('is kept until it is asked for anew, and says of which steps it is', async () => {
    const [layer] = excitableLayers(setUp.layers);
    const before = await all(layer!.name);
    await worker.step(run);
    const kept = await all(layer!.name);
    expect([kept.fromStep, kept.toStep]).toEqual([0, 0]);
    expect(kept.maps).toEqual(before.maps);
    await looks.topNine(run, { ...nine, layer: layer!.name, anew: true });
    const anew = await all(layer!.name);
    expect([anew.fromStep, anew.toStep]).toEqual([1, 1]);
    await expect(looks.topNine(run, { ...nine, layer: 'nowhere' })).rejects.toThrow("'nowhere'");
  });
});

describe('maximising', () => {
  const made = { maps: [0, 1], aim: 'map', noise: 0.05, seed: 1 } as const;

  it('grows pictures to the last step, and stops when it is told to', async () => {
    const { name } = excitableLayers(setUp.layers)[0]!;
    const wanted = { ...made, layer: name, maps: [0, 1] };
    let grown = await looks.maximise(run, wanted);
    expect([grown.taken, grown.maps.length]).toEqual([0, 2]);
    while (grown.taken < grown.steps) grown = (await looks.maximiseOn(run, grown.climb))!;
    for (const { start, value, picture } of grown.maps) {
      expect(value).toBeGreaterThan(start);
      expect(picture.length).toBe(81);
    }
    const next = await looks.maximise(run, { ...wanted, aim: 'unit' });
    expect(await looks.maximiseOn(run, grown.climb)).toBeUndefined();
    await looks.stopMaximising(run);
    expect(await looks.maximiseOn(run, next.climb)).toBeUndefined();
  });
});
