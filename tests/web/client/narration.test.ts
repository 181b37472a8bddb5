import { load, type Engine, type Model, type Preset } from 'receptive';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  FilterWatch,
  narrate as narrateWith,
  type Situation,
} from '../../../web/client/words/narration';
import { tellProgress } from '../../../web/client/words/progress';
import { experimentOf } from '../../../web/protocol/experiment';
import type { Frame, SetUp } from '../../../web/protocol/messages';
import { FrameBuilder } from '../../../web/worker/picture/frames';
import { frameOf, setUpOf } from './worker-double';

const narrate = (situation: Parameters<typeof narrateWith>[0]): string =>
  narrateWith(situation, tellProgress);

const limits = {
  picture: { kind: 'test', index: 0 } as const,
  run: 1,
  maxMaps: 8,
  maxRows: 64,
  maxUnits: 64,
};
const request = { ...limits, maxFilters: 8, maxDepth: 4 };

let engine: Engine;
beforeAll(async () => {
  engine = await load({ variant: 'simd' });
});
afterAll(() => engine.dispose());

/** A preset's run, as the worker tells of it. */
class Run {
  readonly model: Model;
  readonly setUp: SetUp;
  private readonly frames: FrameBuilder;
  private readonly image: Float32Array;
  private readonly watch = new FilterWatch();
  private step = 0;

  constructor(readonly preset: Preset) {
    const { spec } = preset;
    const [, height, width] = spec.input;
    this.model = engine.model(spec);
    const small = height === 9;
    const set = small
      ? engine.xoDataset({ count: 200, seed: 1 })
      : engine.digitsDataset({ count: 200, seed: 1 });
    this.model.setTrainingData(set);
    const made = setUpOf(1, experimentOf(preset, small ? 'xo' : 'digits'));
    const classNames = Array.from({ length: small ? 2 : 10 }, (_, i) =>
      small ? 'XO'[i]! : `${i}`,
    );
    const data = { ...made.data, height, width, classNames };
    this.setUp = { ...made, data, layers: this.model.layers() };
    this.image = new Float32Array(height * width).fill(0.5);
    this.frames = new FrameBuilder(this.model, [1, height, width]);
  }

  train(): void {
    this.model.step();
    this.step += 1;
  }

  line(accuracy: number, more: Partial<Situation> = {}, running = false): string {
    const { setUp, watch, step, image, preset } = this;
    const seen = this.frames.view({ image, label: 0 }, request);
    const figures = { trainAccuracy: accuracy, testAccuracy: accuracy };
    const frame: Frame = { ...frameOf(1, step, running), ...seen, ...figures };
    const moved = watch.moved(setUp, frame);
    return narrate({ setUp, frame, drawn: false, ...more, moved, spec: preset.spec });
  }
}

function runOf(name: string): Run {
  return new Run(engine.presets().find((preset) => preset.name === name)!);
}

describe('the line under the network says what is true of it', () => {
  it('of filters that are fixed', () => {
    const run = runOf('xo-hand-made');
    expect(run.line(0.5)).toBe(
      'Three small filters look for pieces of X’s and O’s. They were made by hand and stay as they are; the weights behind them are random now. Press Train.',
    );
    const before = run.model.parameter('conv2d.weight').value;
    run.train();
    expect(run.model.parameter('conv2d.weight').value).toEqual(before);
    expect(run.line(0.99)).toContain('The filters are as they were; what reads them has learned.');
  });

  it('of filters that begin at random and are trained', () => {
    const run = runOf('xo-three-filters');
    expect(run.line(0.5)).toContain('They are random now. Press Train.');
    run.train();
    expect(run.line(0.99)).toContain('The filters are no longer random.');
  });

  it('of weights that come from a file, or from a run before', () => {
    const run = runOf('xo-three-filters');
    expect(run.line(0.5, { opened: 'a file' })).toContain('They come from a file. Train goes on');
    expect(run.line(0.5, { resumed: true })).toContain(
      'The weights are as the run before left them.',
    );
  });

  it('of filters that are held or painted by the visitor', () => {
    const run = runOf('xo-three-filters');
    run.line(0.5);
    run.model.editing.setValues('conv2d.weight', 0, Float32Array.of(1));
    expect(run.line(0.5)).toContain('You have changed them.');
    const held = runOf('xo-three-filters');
    held.line(0.5);
    held.model.editing.freeze('conv2d.weight', 0, 27);
    held.train();
    expect(held.line(0.99)).toContain('The filters are as they were');
  });

  it('of networks without filters, however many layers weigh', () => {
    expect(runOf('softmax').line(0.1)).toBe(
      'No filters here: ten classes weigh every pixel. The weights are random now. Press Train.',
    );
    expect(runOf('mlp').line(0.1)).toContain('128 units weigh every pixel, and ten classes weigh');
  });

  it('of every preset for pictures: random is said of what is drawn by chance only', () => {
    for (const preset of engine.presets()) {
      if (preset.spec.input[1] < 9) continue;
      const run = new Run(preset);
      const written = run.model
        .layers()
        .find(({ paintable, parameters }) => paintable && parameters[0]!.shape.length === 4)
        ?.settings['kernelValues'];
      const line = run.line(0.1);
      expect(/(They are|The weights are) random now/.test(line), `${preset.name}: ${line}`).toBe(
        written === undefined,
      );
      run.model.dispose();
    }
  });

  it('says what a layer of zeros means, not that the loss has to fall', () => {
    const run = runOf('small');
    run.line(0.1);
    run.train();
    for (const { name, shape } of run.model.parameters()) {
      const size = shape.reduce((all, one) => all * one, 1);
      run.model.setParameter(name, new Float32Array(size).fill(-1));
    }
    const line = run.line(0.1, {}, true);
    expect(line).toMatch(/Every map of \S+ is 0 for this picture/);
    expect(line).not.toContain('has to fall');
  });
});
