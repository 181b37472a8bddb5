import type { GradientPart, UnitArithmetic, UnitGradient, WeightArithmetic } from 'receptive';
import type { ExplainApi } from '../../../../web/instruments/explain/commands';
import type { PictureChoice } from '../../../../web/protocol/messages';
import type { Clock } from '../../../../web/client/ui/liveQuestion.svelte';

/** Time that goes on only when a test says so. */
export class TestClock implements Clock {
  private time = 0;
  private waiting: { at: number; task: () => void }[] = [];

  now(): number {
    return this.time;
  }

  later(task: () => void, milliseconds: number): void {
    this.waiting.push({ at: this.time + milliseconds, task });
  }

  /** Lets so many milliseconds go by, and what waits for them happen in its order. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.time + milliseconds;
    for (;;) {
      const next = this.waiting.sort((a, b) => a.at - b.at)[0];
      if (!next || next.at > end) break;
      this.waiting.shift();
      this.time = Math.max(this.time, next.at);
      next.task();
      await settled();
    }
    this.time = end;
    await settled();
  }
}

export async function settled(): Promise<void> {
  for (let i = 0; i < 20; ++i) await Promise.resolve();
}

/**
 * A square of the double's convolution (3 maps of 7 x 7 over a picture of 9 x 9): its own row and
 * column as values, so that a test sees which window was asked for.
 */
export function convUnit(place: number): UnitArithmetic {
  const [channel, row, column] = [Math.floor(place / 49), Math.floor((place % 49) / 7), place % 7];
  const places = Int32Array.from(
    { length: 9 },
    (_, i) => (row + Math.floor(i / 3)) * 9 + column + (i % 3),
  );
  return {
    layer: 'conv2d',
    type: 'conv2d',
    place,
    position: [channel, row, column],
    rule: 'weightedSum',
    reads: [
      {
        layer: 'input',
        places,
        values: Float32Array.from(places, (_, i) => (i % 2 === 0 ? 1 : -1)),
        factors: Float32Array.from(places, (_, i) => i / 8),
        parameter: 'conv2d.weight',
        weights: Int32Array.from(places, (_, i) => channel * 9 + i),
      },
    ],
    window: {
      kernel: [3, 3],
      strides: [1, 1],
      dilation: [1, 1],
      origin: [row, column],
      reads: [1, 9, 9],
    },
    bias: { parameter: 'conv2d.bias', place: channel, value: 0.25 },
    numbers: {},
    value: 0.75,
    activation: 0.75,
  };
}

export function denseUnit(place: number): UnitArithmetic {
  const places = Int32Array.from({ length: 147 }, (_, i) => i);
  return {
    layer: 'dense',
    type: 'dense',
    place,
    position: [place, 0, 0],
    rule: 'weightedSum',
    reads: [
      {
        layer: 'flatten',
        places,
        values: Float32Array.from(places, (i) => (i % 10 === 0 ? 0 : 1)),
        factors: Float32Array.from(places, (i) => i / 100),
        parameter: 'dense.weight',
        weights: places.map((i) => place * 147 + i),
      },
    ],
    numbers: {},
    value: 1,
    activation: 1,
  };
}

export function gradientOf(layer: string, place: number): UnitGradient {
  const part = (reader: string, type: string, count: number): GradientPart => ({
    layer: reader,
    type,
    places: Int32Array.from({ length: count }, (_, i) => (count === 1 ? place : i)),
    gradients: new Float32Array(count).fill(0.5),
    factors: new Float32Array(count).fill(1),
    sum: count * 0.5,
  });
  const common = { layer, place, position: [place, 0, 0] as [number, number, number], value: 0 };
  if (layer === 'dense') {
    const ofLoss = { loss: 'softmaxCrossEntropy', probability: 0.75, target: 0 };
    return { ...common, parts: [], ofLoss, sum: 0.75, gradient: 0.75 };
  }
  // What flatten hands on has the gradient of its place, so that the largest is known.
  const sum = layer === 'flatten' ? place : place / 2;
  const parts = [layer === 'flatten' ? part('dense', 'dense', 2) : part('flatten', 'flatten', 1)];
  return { ...common, parts, sum, gradient: sum };
}

export function weightOf(parameter: string, place: number): WeightArithmetic {
  return {
    parameter,
    place,
    layer: parameter.split('.')[0]!,
    value: 0.5,
    uses: {
      total: 49,
      layers: [parameter.split('.')[0]!],
      layerOf: Uint8Array.of(0, 0),
      outputs: Int32Array.of(0, 1),
      gradients: Float32Array.of(0.5, 0.25),
      inputs: Int32Array.of(0, 1),
      values: Float32Array.of(1, -1),
    },
    sum: 2,
    analytic: 2,
    numeric: { step: 0.001, lossAbove: 1.002, lossBelow: 0.998, gradient: 2, relativeError: 0 },
    update: {
      optimizer: 'sgd',
      learningRate: 0.1,
      gradient: 1,
      before: 0.5,
      after: 0.4,
      memory: [],
    },
  };
}

/** Answers about the double's network; keeps what it was asked. */
export class ExplainDouble implements ExplainApi {
  asked: string[] = [];
  /** Answers are held back while this is true. */
  held: (() => void)[] | undefined;

  curve: ExplainApi['curve'] = () => Promise.reject(new Error('The double draws no curves.'));

  explainUnit: ExplainApi['explainUnit'] = async (run, picture, layer, place) => {
    await this.note('unit', picture, layer, place);
    const unit = layer === 'conv2d' ? convUnit(place) : denseUnit(place);
    return { run, step: 0, label: 0, unit };
  };

  explainGradient: ExplainApi['explainGradient'] = async (run, picture, layer, place, label) => {
    await this.note('gradient', picture, layer, place, label);
    const gradient = gradientOf(layer, place);
    return {
      run,
      step: 0,
      label: 0,
      gradient,
      readers: {
        flatten: { rule: 'copy' as const, windowed: false },
        dense: { rule: 'weightedSum' as const, windowed: false },
      },
      loss: 1,
      probabilities: Float32Array.of(0.25, 0.75),
    };
  };

  explainWeight: ExplainApi['explainWeight'] = async (run, picture, parameter, place, label) => {
    await this.note('weight', picture, parameter, place, label);
    return { run, step: 0, label: 0, weight: weightOf(parameter, place) };
  };

  reach: ExplainApi['reach'] = async (_run, layer, place) => {
    await this.note('reach', undefined, layer, place);
    const input = new Uint8Array(81);
    const { places } = convUnit(place).reads[0]!;
    for (const one of places) input[one] = 1;
    const conv2d = new Uint8Array(147);
    conv2d[place] = 3;
    return {
      input,
      conv2d,
      flatten: conv2d.map((one) => (one ? 2 : 0)),
      dense: Uint8Array.of(2, 2),
    };
  };

  private async note(
    what: string,
    picture: PictureChoice | undefined,
    ...more: (string | number | undefined)[]
  ): Promise<void> {
    const of = picture?.kind === 'test' ? [`#${picture.index}`] : picture ? ['drawing'] : [];
    this.asked.push([what, ...of, ...more.filter((one) => one !== undefined)].join(' '));
    if (this.held) await new Promise<void>((done) => this.held!.push(done));
  }
}
