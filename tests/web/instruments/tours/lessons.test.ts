import { describe, expect, it } from 'vitest';
import { numberText, sumText } from '../../../../web/instruments/tours/state/sum-text';
import { tours } from '../../../../web/instruments/tours/words';
import type { SlidingFigure, TourFigure } from '../../../../web/instruments/tours/words/tour';
import { api } from './claims/lesson';
import { engine } from '../../worker/watched-engine';

const figures = (tour: string): (TourFigure | undefined)[] =>
  tours.find(({ id }) => id === tour)!.steps.map(({ figure }) => figure);
const sliding = (tour: string): SlidingFigure[] =>
  figures(tour).filter((figure) => figure?.kind === 'sliding');

async function given(figure: SlidingFigure, digits: number): Promise<number[]> {
  const { layers } = await api.lesson(figure.net);
  const layer = layers.find(({ name }) => name === figure.layer)!;
  return Array.from(layer.values, (value) => Number(value.toFixed(digits)));
}

describe('the tours show the published numbers', () => {
  it("of X's and O's (Brohrer): match, ReLU and pooled maps of the plain X", async () => {
    const steps = sliding('xo');
    const match = await given(steps[1]!, 2);
    expect(match.slice(0, 7)).toEqual([0.78, -0.11, 0.11, 0.33, 0.56, -0.11, 0.33]);
    expect(match[8]).toBe(1);
    const relu = await given(steps[3]!, 2);
    expect(relu.slice(0, 7)).toEqual([0.78, 0, 0.11, 0.33, 0.56, 0, 0.33]);
    const pooled = await given(steps[4]!, 2);
    const a = [
      1, 0.33, 0.56, 0.33, 0.33, 1, 0.33, 0.56, 0.56, 0.33, 1, 0.11, 0.33, 0.56, 0.11, 0.78,
    ];
    expect(pooled).toEqual(a);
    const b = [
      0.56, 0.33, 0.56, 0.33, 0.33, 1, 0.56, 0.11, 0.56, 0.56, 0.56, 0.11, 0.33, 0.11, 0.11, 0.33,
    ];
    const c = [0.33, 0.56, 1, 0.78, 0.56, 0.56, 1, 0.33, 1, 1, 0.11, 0.56, 0.78, 0.33, 0.56, 0.33];
    expect(await given(steps[5]!, 2)).toEqual([...a, ...b, ...c]);
  });

  it('of padding (SAS): valid, padded, and an even filter', async () => {
    const [valid, padded, even] = sliding('convolution');
    expect(await given(valid!, 1)).toEqual([0.6, 2.1, 11.5, -2.7, 7.2]);
    expect(await given(padded!, 1)).toEqual([-1.6, 0.6, 2.1, 11.5, -2.7, 7.2, 4]);
    expect(await given(even!, 1)).toEqual([28.4, 5.6, 27.1, 26.5, 7.3, 7.2, 4]);
  });

  it('of the backward pass (Deep Learning from Scratch): 39 forwards, 2 3 3 3 2 backwards', async () => {
    const [forwards, backwards] = sliding('backwards');
    expect(await given(forwards!, 3)).toEqual([3, 6, 9, 12, 9]);
    expect(await given(backwards!, 3)).toEqual([2, 3, 3, 3, 2]);
  });

  it('of pooling (MIT 6.390): 44, −1, 11 and 321', async () => {
    expect(await given(sliding('pooling')[0]!, 0)).toEqual([44, -1, 11, 321]);
  });
});

describe('a value written out', () => {
  it('is the sum that the network holds', async () => {
    const [valid] = sliding('convolution');
    const unit = await api.lessonUnit(valid!.net, valid!.layer, 2);
    expect(unit.value).toBeCloseTo(11.5, 5);
    expect(sumText(unit, 1)).toBe('6×2 + 1×(−1) + 5×0.1 = 11.5');
  });

  it('leaves out what lies beyond the edge', async () => {
    const figure = sliding('convolution')[1]!;
    const unit = await api.lessonUnit(figure.net, figure.layer, 0);
    expect(sumText(unit, 1)).toBe('2×(−1) + 4×0.1 = −1.6');
  });

  it('names the largest of a window, and what ReLU makes of a number', async () => {
    const steps = sliding('xo');
    const pooled = await api.lessonUnit(steps[4]!.net, 'pool', 0);
    expect(sumText(pooled, 2)).toBe('max(0.78, 0, 0, 1) = 1');
    const relu = await api.lessonUnit(steps[3]!.net, 'relu', 1);
    expect(sumText(relu, 2)).toBe('max(0, −0.11) = 0');
  });
});

describe('the words of the tours', () => {
  it('are five walks whose every step has a title and a text', () => {
    expect(tours.map(({ id }) => id)).toEqual([
      'xo',
      'convolution',
      'backwards',
      'pooling',
      'ladder',
    ]);
    for (const { steps } of tours) {
      expect(steps.length).toBeGreaterThan(1);
      for (const { title, text } of steps) expect([title, ...text].every(Boolean)).toBe(true);
    }
  });

  it('name networks that there are', () => {
    const names = engine.presets().map(({ name }) => name);
    for (const { steps } of tours) {
      for (const { go, figure } of steps) {
        if (go?.experiment) expect(names).toContain(go.experiment.network);
        if (figure?.kind !== 'ladder') continue;
        for (const { preset } of figure.rungs) expect(names).toContain(preset);
      }
    }
  });
});

describe('numbers of a lesson', () => {
  it('are short, with a true minus, and never −0', () => {
    expect(numberText(-0.001, 2)).toBe('0');
    expect(numberText(-0.114, 2)).toBe('−0.11');
    expect(numberText(3, 2)).toBe('3');
  });
});
