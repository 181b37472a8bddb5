import type { Engine, LayerSpec, Model, ModelSpec } from 'receptive';
import type { DataSetInfo } from '../../../protocol/data-sets';
import { shrinkKinds, type ShiftedAnswers, type ShrinkKind } from '../protocol';
import type { ShrinkNet } from '../protocol';
import type { DataSet } from '../../../worker/host/run-host';
import { Shifts } from './shifts';

const wantedSteps = 400;
const mostTested = 1000;
const testedAtOnce = 100;
const movedPictures = 50;

/** One of the small networks, and how far it has come. */
interface Small {
  net: ShrinkNet;
  model: Model;
  shifts: Shifts;
  right: number;
  tested: number;
  keptShares: number[];
}

/**
 * Three small networks that differ in nothing but how they make their maps smaller: the same weights
 * at the start, the same pictures in the same order.
 */
export class ShrinkNets {
  private readonly nets: Small[];

  constructor(
    engine: Pick<Engine, 'model'>,
    readonly data: DataSet,
  ) {
    data.hold();
    const made: Small[] = [];
    try {
      for (const kind of shrinkKinds) made.push(small(engine, data, kind));
    } catch (error) {
      for (const { model } of made) model.dispose();
      data.release();
      throw error;
    }
    this.nets = made;
  }

  get done(): boolean {
    return this.nets.every(({ net }) => net.kept !== undefined);
  }

  progress(): ShrinkNet[] {
    return this.nets.map(({ net }) => ({ ...net }));
  }

  /** A few milliseconds of work; the three take turns, so that they can be watched side by side. */
  piece(): void {
    const next = this.nets
      .filter(({ net }) => net.kept === undefined)
      .reduce<Small | undefined>((a, b) => (a && doneOf(a) <= doneOf(b) ? a : b), undefined);
    if (!next) return;
    if (next.net.steps < wantedSteps) {
      next.model.step();
      next.net.steps += 1;
    } else if (next.net.accuracy === undefined) {
      this.test(next);
    } else {
      this.move(next);
    }
  }

  answers(image: Float32Array, reach: number): ShiftedAnswers[] {
    return this.nets
      .filter(({ net }) => net.steps === wantedSteps)
      .map(({ net, shifts }) => ({ of: net.kind, answers: shifts.answers(image, reach) }));
  }

  dispose(): void {
    for (const { model, shifts } of this.nets) {
      shifts.dispose();
      model.dispose();
    }
    this.data.release();
  }

  private test(one: Small): void {
    const { test } = this.data;
    const all = Math.min(mostTested, test.count);
    const count = Math.min(testedAtOnce, all - one.tested);
    const { accuracy } = one.model.evaluateDataset(test, one.tested, count);
    one.right += accuracy * count;
    one.tested += count;
    if (one.tested === all) {
      one.net.accuracy = one.right / all;
      one.net.tested = all;
    }
  }

  private move(one: Small): void {
    const count = Math.min(movedPictures, this.data.test.count);
    const { image } = this.data.test.example(one.keptShares.length);
    one.keptShares.push(one.shifts.kept(image));
    one.net.moved = one.keptShares.length;
    if (one.keptShares.length === count) {
      one.net.kept = one.keptShares.reduce((sum, share) => sum + share, 0) / count;
    }
  }
}

function doneOf({ net, tested, keptShares }: Small): number {
  return net.steps + tested + keptShares.length;
}

function small(engine: Pick<Engine, 'model'>, data: DataSet, kind: ShrinkKind): Small {
  const model = engine.model(shrinkSpec(kind, data.info));
  try {
    model.setTrainingData(data.train);
    const parameters = model.layers().reduce((sum, layer) => sum + layer.parameterCount, 0);
    const net: ShrinkNet = { kind, steps: 0, wanted: wantedSteps, parameters, moved: 0 };
    const shifts = new Shifts(model, data.info);
    return { net, model, shifts, right: 0, tested: 0, keptShares: [] };
  } catch (error) {
    model.dispose();
    throw error;
  }
}

/**
 * Three times convolution and halving, a fourth convolution, and the largest value of each map for the
 * votes: nothing but the halving knows where in the picture something is.
 */
export function shrinkSpec(kind: ShrinkKind, data: DataSetInfo): ModelSpec {
  const { channels, height, width, classNames } = data;
  return {
    input: [channels, height, width],
    layers: [
      ...halved(kind, 12),
      ...halved(kind, 24),
      ...halved(kind, 32),
      { type: 'conv2d', filters: 48, kernelSize: 3, padding: 'same', activation: 'relu' },
      { type: 'globalMaxPooling2d' },
      { type: 'dense', units: classNames.length },
    ],
    optimizer: { type: 'adam', learningRate: 0.005 },
    seed: 1,
    batchSize: 32,
  };
}

function halved(kind: ShrinkKind, filters: number): LayerSpec[] {
  const convolution = {
    type: 'conv2d',
    filters,
    kernelSize: 3,
    padding: 'same',
    activation: 'relu',
  } as const;
  if (kind === 'stride') return [{ ...convolution, strides: 2 }];
  if (kind === 'max') return [convolution, { type: 'maxPooling2d', poolSize: 2, padding: 'same' }];
  return [
    convolution,
    { type: 'maxPooling2d', poolSize: 2, strides: 1, padding: 'same' },
    { type: 'blurPooling2d', poolSize: 3, strides: 2 },
  ];
}
