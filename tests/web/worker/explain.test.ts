import type { ExplainedLoss, UnitArithmetic, WeightArithmetic } from 'receptive';
import { describe, expect, it } from 'vitest';
import { explainService } from '../../../web/worker/explain/explain-service';
import type { RunHost } from '../../../web/worker/run-host';
import type { Session } from '../../../web/worker/session';

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
        layer: question[2],
        pictureLoss: 0.25,
        answer: Float32Array.of(0.25, 0.75),
      } as ExplainedLoss;
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
      gradient: { layer: 'conv' },
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
