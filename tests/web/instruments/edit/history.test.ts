import { describe, expect, it } from 'vitest';
import { gridOf, niceLimit, shortNumber } from '../../../../web/instruments/edit/state/grid';
import { History, Stroke } from '../../../../web/instruments/edit/state/history';
import { fitWords, kernelNames, kernelsFor, kernelValues } from '../../../../web/protocol/kernels';

describe('what was changed by hand', () => {
  const edit = (index: number, before: number, after: number) => ({
    layer: 'conv2d',
    index,
    at: [4],
    before: [before],
    after: [after],
  });

  it('is taken back and done again in its order', () => {
    const history = new History();
    history.add(edit(0, 0, 1));
    history.add(edit(1, 5, 6));
    expect(history.undo()).toEqual({ layer: 'conv2d', index: 1, at: [4], values: [5] });
    expect(history.undo()).toEqual({ layer: 'conv2d', index: 0, at: [4], values: [0] });
    expect(history.undo()).toBeUndefined();
    expect(history.redo()).toEqual({ layer: 'conv2d', index: 0, at: [4], values: [1] });
    expect([history.canUndo, history.canRedo]).toEqual([true, true]);
  });

  it('forgets what was undone when something else is done', () => {
    const history = new History();
    history.add(edit(0, 0, 1));
    history.undo();
    history.add(edit(0, 0, 2));
    expect(history.redo()).toBeUndefined();
    expect(history.undo()?.values).toEqual([0]);
  });

  it('counts a stroke as one, from what was there before it', () => {
    const stroke = new Stroke();
    stroke.set(5, 0.5, 1);
    stroke.set(2, 0, 0.5);
    stroke.set(5, 1, 1.5);
    expect(stroke.edit({ layer: 'conv2d', index: 3 })).toEqual({
      layer: 'conv2d',
      index: 3,
      at: [2, 5],
      before: [0, 0.5],
      after: [0.5, 1.5],
    });
  });
});

describe('the squares of a filter', () => {
  it('have its shape, and a long row is folded', () => {
    expect(gridOf({ height: 3, width: 5 })).toEqual({
      rows: 3,
      columns: 5,
      squares: 15,
      total: 15,
    });
    expect(gridOf({ height: 1, width: 120 })).toMatchObject({ rows: 8, columns: 16 });
    expect(gridOf({ height: 1, width: 4000 })).toMatchObject({ squares: 1024, total: 4000 });
  });

  it('have a scale that ends at a round number', () => {
    expect([0, 0.03, 0.5, 0.51, 8, 11].map((size) => niceLimit([-size, 0]))).toEqual([
      1, 0.05, 0.5, 1, 10, 20,
    ]);
  });

  it('are written as short as can be', () => {
    expect([0, 1, -0.25, 1 / 16, 12.34, -250, 1e-9].map(shortNumber)).toEqual([
      '0',
      '1',
      '−0.25',
      '0.063',
      '12.3',
      '−250',
      '1e-9',
    ]);
  });
});

describe('known filters', () => {
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

  it('are as published in 3 x 3', () => {
    expect(kernelValues('edge', 3, 3)).toEqual([-1, -1, -1, -1, 8, -1, -1, -1, -1]);
    expect(kernelValues('lessonA', 3, 3)).toEqual([1, -1, -1, -1, 1, -1, -1, -1, 1]);
    expect(kernelValues('blur', 3, 3)[4]).toBe(0.25);
    for (const name of ['edge', 'sobelX', 'sobelY', 'laplacian'] as const) {
      expect(sum(kernelValues(name, 3, 3)), name).toBe(0);
    }
    for (const name of ['identity', 'blur', 'sharpen'] as const) {
      expect(sum(kernelValues(name, 3, 3)), name).toBe(1);
    }
  });

  it('stand in the middle of other windows, and say so', () => {
    const wide = kernelValues('edge', 5, 5);
    expect(wide[12]).toBe(8);
    expect(sum(wide)).toBe(0);
    expect(kernelValues('identity', 4, 4).indexOf(1)).toBe(5);
    expect(kernelValues('identity', 1, 3)).toEqual([0, 1, 0]);
    expect(fitWords(3, 3)).toBe('');
    expect(fitWords(5, 5)).toMatch(/middle of the 5×5 window/);
    expect(kernelsFor(3, 3)).toEqual(kernelNames);
    expect(kernelsFor(5, 5)).not.toContain('lessonA');
    expect(kernelsFor(1, 1)).toEqual([]);
  });
});
