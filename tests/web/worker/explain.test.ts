import type { ExplainedLoss, Model, UnitArithmetic, WeightArithmetic } from 'receptive';
import { describe, expect, it } from 'vitest';
import { factorName, passesBack } from '../../../web/client/words/backwards';
import { explainService } from '../../../web/instruments/explain/worker/explain-service';
import type { RunHost } from '../../../web/worker/host/run-host';
import type { Session } from '../../../web/worker/run/session';
import { engine } from './watched-engine';

/** A run that has trained 12 steps; its test pictures are of class 1. */
function fakeRun() {
  const asked: unknown[][] = [];
  const explain = {
    unit: (...question: unknown[]) => {
      asked.push(['unit', ...question]);
      return { layer: question[1] } as UnitArithmetic;
    },
    gradient: (...question: unknown[]) => {
      asked.push(['gradient', ...question]);
      return {
        layer: String(question[2]),
        parts: [],
        pictureLoss: 0.25,
        answer: Float32Array.of(0.25, 0.75),
      } as Partial<ExplainedLoss> as ExplainedLoss;
    },
    weight: (...question: unknown[]) => {
      asked.push(['weight', ...question]);
      return { parameter: question[2] } as WeightArithmetic;
    },
    reach: (layer: string, place: number) => ({ [layer]: Uint8Array.of(place) }),
  };
  const image = Float32Array.of(1, 2, 3);
  const session = {
    network: { model: { explain } },
    progress: { steps: 12 },
    pictures: {
      of: ({ kind }: { kind: string }) => ({ image, label: kind === 'test' ? 1 : undefined }),
    },
  } as unknown as Session;
  const host = {
    of(run: number) {
      if (run !== 7) throw new Error(`Run ${run} is over.`);
      return session;
    },
  } as RunHost;
  return { service: explainService(host), asked, image };
}

const test = { kind: 'test', index: 4 } as const;
const drawing = { kind: 'drawing' } as const;

describe('explaining', () => {
  it('says of which run, step and label an answer is', async () => {
    const { service, asked, image } = fakeRun();
    expect(await service.explainUnit(7, test, 'conv', 3)).toEqual({
      run: 7,
      step: 12,
      label: 1,
      unit: { layer: 'conv' },
    });
    expect(await service.explainGradient(7, test, 'conv', 3)).toEqual({
      run: 7,
      step: 12,
      label: 1,
      gradient: { layer: 'conv', parts: [] },
      readers: {},
      loss: 0.25,
      probabilities: Float32Array.of(0.25, 0.75),
    });
    expect(await service.explainWeight(7, test, 'conv.weight', 5)).toMatchObject({
      label: 1,
      weight: { parameter: 'conv.weight' },
    });
    expect(asked).toEqual([
      ['unit', image, 'conv', 3],
      ['gradient', image, 1, 'conv', 3],
      ['weight', image, 1, 'conv.weight', 5],
    ]);
    expect(await service.reach(7, 'conv', 2)).toEqual({ conv: Uint8Array.of(2) });
  });

  it('takes a drawing forwards as it is, and backwards with what it is meant to be', async () => {
    const { service, asked, image } = fakeRun();
    expect((await service.explainUnit(7, drawing, 'conv', 0)).label).toBe(-1);
    const words = 'Gradients need to know what the drawing is meant to be';
    await expect(service.explainGradient(7, drawing, 'conv', 0)).rejects.toThrow(words);
    await expect(service.explainWeight(7, drawing, 'conv.bias', 0)).rejects.toThrow(words);
    expect((await service.explainGradient(7, drawing, 'conv', 0, 0)).label).toBe(0);
    expect((await service.explainWeight(7, drawing, 'conv.bias', 0, 1)).label).toBe(1);
    expect(asked.slice(1)).toEqual([
      ['gradient', image, 0, 'conv', 0],
      ['weight', image, 1, 'conv.bias', 0],
    ]);
  });

  it('refuses runs that are over', async () => {
    const { service } = fakeRun();
    await expect(service.reach(6, 'conv', 0)).rejects.toThrow('Run 6 is over');
    await expect(service.explainUnit(6, test, 'conv', 0)).rejects.toThrow('Run 6 is over');
  });
});

/** A run of a real network whose shown picture is given. */
function runOf(model: Model, image: Float32Array) {
  let forwards = 0;
  const explain: Model['explain'] = {
    ...model.explain,
    unit: (...question) => {
      forwards += 1;
      return model.explain.unit(...question);
    },
  };
  const session = {
    network: { model: { explain } },
    progress: { steps: 0 },
    pictures: { of: () => ({ image, label: 0 }) },
  } as unknown as Session;
  const service = explainService({ of: () => session } as unknown as RunHost);
  return { service, forwards: () => forwards };
}

describe('what is said of the layers that a gradient comes back through', () => {
  it('fits the numbers, whatever the layers are called', async () => {
    const model = engine.model({
      input: [1, 9, 9],
      layers: [
        { type: 'conv2d', name: 'one', filters: 2, kernelSize: 3 },
        { type: 'relu', name: 'two' },
        { type: 'maxPooling2d', name: 'three', poolSize: 2 },
        { type: 'averagePooling2d', name: 'four', poolSize: 3 },
        { type: 'sigmoid', name: 'five' },
        { type: 'dense', name: 'six', units: 2 },
      ],
    });
    const image = Float32Array.from({ length: 81 }, (_, i) => Math.sin(i));
    const { service, forwards } = runOf(model, image);
    const said = async (layer: string, place: number) => {
      const { gradient, readers } = await service.explainGradient(1, test, layer, place);
      const [part] = gradient.parts;
      const reader = readers[part!.layer]!;
      const factors = [...part!.factors];
      return { says: passesBack(reader, factors[0]), name: factorName(reader), factors, reader };
    };
    const through = async (layer: string, place = 0) => {
      const { says, name } = await said(layer, place);
      return `${says} (${name})`;
    };
    expect(await through('input')).toBe(
      'a full convolution: gradients × the flipped filter (flipped filter)',
    );
    expect(await through('three')).toBe('its share of each window (factor)');
    expect(await through('four')).toBe('times the slope of the curve here (slope)');
    expect(await through('five')).toMatch(
      /^gradients × this unit’s column of the weights \(weight\)/,
    );
    const seen = model.inspect(image);
    for (let place = 0; place < 12; ++place) {
      const above = seen['one']!.activation[place]! > 0;
      const { says, factors } = await said('one', place);
      expect(says).toBe(
        above
          ? 'the slope of the curve is 1 here, so all passes'
          : 'the curve is flat here, so nothing passes',
      );
      expect(factors).toEqual([above ? 1 : 0]);
      const pooled = await said('two', place);
      expect(pooled.says).toBe('1 where this square won its window, else 0');
      expect(pooled.factors.every((factor) => factor === 0 || factor === 1)).toBe(true);
    }
    // How a layer computes is asked once for each of the six.
    expect(forwards()).toBe(6);
  });
});
