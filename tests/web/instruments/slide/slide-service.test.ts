import { describe, expect, it } from 'vitest';
import { dataSetOf } from '../../../../web/worker/data/data-set';
import { ShrinkNets, shrinkSpec } from '../../../../web/instruments/slide/worker/shrink-nets';
import { keptShare, reachOf } from '../../../../web/instruments/slide/worker/shifts';
import { shrinkKinds } from '../../../../web/instruments/slide/protocol';
import { engine } from '../../worker/watched-engine';

const data = dataSetOf(
  { id: 'xo', title: 'X and O', origin: '' },
  () => engine.xoDataset({ count: 200, seed: 1 }),
  () => engine.xoDataset({ count: 60, seed: 2 }),
);

describe('the three small networks', () => {
  it('differ in nothing but how they shrink', () => {
    const models = shrinkKinds.map((kind) => engine.model(shrinkSpec(kind, data.info)));
    const sizes = models.map((model) => model.parameters().map(({ shape }) => shape));
    expect(sizes[1]).toEqual(sizes[0]);
    expect(sizes[2]).toEqual(sizes[0]);
    const [first] = models.map((model) => model.parameters().map(({ value }) => value));
    for (const model of models) {
      expect(model.parameters().map(({ value }) => value)).toEqual(first);
      const maps = model.layers().map(({ outputShape }) => outputShape.join('x'));
      expect(maps).toContain('32x2x2');
      model.dispose();
    }
  });

  it('are trained in pieces and then measured', () => {
    const nets = new ShrinkNets(engine, data);
    for (let piece = 0; piece < 5; ++piece) nets.piece();
    expect(nets.progress().map(({ steps }) => steps)).toEqual([2, 2, 1]);
    const image = data.test.example(0).image;
    expect(nets.answers(image, 2)).toEqual([]);
    while (!nets.done) nets.piece();
    for (const net of nets.progress()) {
      expect(net).toMatchObject({ steps: 400, tested: 60, moved: 50 });
      expect(net.accuracy).toBeGreaterThan(0.8);
      expect(net.kept).toBeGreaterThan(0.3);
      expect(net.kept).toBeLessThanOrEqual(1);
    }
    expect(nets.answers(image, 2).map(({ answers }) => answers.length)).toEqual([50, 50, 50]);
    nets.dispose();
  }, 60_000);
});

describe('shifts', () => {
  it('that keep the answer are counted without the picture itself', () => {
    // One class wins at the middle and at two of the eight shifts.
    const answers = Float32Array.from([
      0.9, 0.1, 0.2, 0.8, 0.2, 0.8, 0.2, 0.8, 0.7, 0.3, 0.6, 0.4, 0.1, 0.9, 0.1, 0.9, 0.1, 0.9,
    ]);
    expect(keptShare(answers, 2)).toBe(2 / 8);
  });

  it('reach less far on small pictures', () => {
    expect(reachOf({ height: 28, width: 28 })).toBe(6);
    expect(reachOf({ height: 9, width: 9 })).toBe(3);
    expect(reachOf({ height: 2, width: 2 })).toBe(1);
  });
});
