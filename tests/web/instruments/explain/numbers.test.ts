import type { UnitArithmetic } from 'receptive';
import { describe, expect, it } from 'vitest';
import { coverLayer } from '../../../../web/instruments/explain/state/covers';
import { apart, differs, nearOne } from '../../../../web/instruments/explain/state/formulas';
import {
  gradientGrids,
  spanWords,
  windowGrids,
} from '../../../../web/instruments/explain/state/grids';
import { optimizerWords } from '../../../../web/instruments/explain/state/optimizers';
import {
  stepFrom,
  Stepper,
  type Positions,
} from '../../../../web/instruments/explain/state/stepper.svelte';
import { strongest } from '../../../../web/instruments/explain/state/terms';
import { convUnit, TestClock } from './explain-double';

describe('the window', () => {
  it('stands row by row at its place in the map, with its sum', () => {
    const [grid, ...others] = windowGrids(convUnit(49 + 7 + 2));
    expect(others).toEqual([]);
    expect(grid).toMatchObject({ channel: 0, rows: [1, 2, 3], columns: [2, 3, 4] });
    expect(grid!.cells[1]![0]).toEqual({ place: 2 * 9 + 2, value: -1, factor: 3 / 8, weight: 12 });
    // 0 - 1 + 2 - ... + 8, over 8
    expect(grid!.sum).toBeCloseTo(0.5, 12);
  });

  it('shows dilation and padding, and each map by itself', () => {
    const unit: UnitArithmetic = {
      ...convUnit(0),
      reads: [
        {
          layer: 'pool',
          places: Int32Array.of(-1, -1, -1, 0, -1, -1, -1, 25),
          values: Float32Array.of(0, 0, 0, 2, 0, 0, 0, 4),
          factors: new Float32Array(8).fill(0.5),
        },
      ],
      window: {
        kernel: [2, 2],
        strides: [2, 2],
        dilation: [2, 2],
        origin: [-2, -2],
        reads: [2, 5, 5],
      },
    };
    const grids = windowGrids(unit);
    expect(grids.map(({ channel, sum }) => [channel, sum])).toEqual([
      [0, 1],
      [1, 2],
    ]);
    expect(grids[0]).toMatchObject({ rows: [-2, 0], columns: [-2, 0] });
    expect(grids[0]!.cells[0]![1]!.place).toBe(-1);
    expect(spanWords('row', [0, 2, 4], 9)).toBe('rows 1, 3, 5');
    expect(spanWords('row', [3, 4, 5], 9)).toBe('rows 4 to 6');
    expect(spanWords('column', [-1, 0, 1], 9), 'padding is not in the map').toBe('columns 1 to 2');
  });

  it('of a pool that hangs over the edge has nothing there, and knows its winner', () => {
    const unit: UnitArithmetic = {
      ...convUnit(0),
      rule: 'max',
      reads: [{ layer: 'a', places: Int32Array.of(24, 31), values: Float32Array.of(3, 1) }],
      window: {
        kernel: [2, 2],
        strides: [2, 2],
        dilation: [1, 1],
        origin: [3, 3],
        reads: [1, 6, 7],
      },
      winner: 24,
    };
    const [grid] = windowGrids(unit);
    const values = grid!.cells.flat().map((cell) => cell?.value);
    expect(values).toEqual([3, undefined, 1, undefined]);
    expect(grid!.cells[0]![0]!.winner).toBe(true);
  });
});

describe('a gradient', () => {
  it('comes from a grid of the reader’s map, in its order: the filter stands flipped', () => {
    const part = {
      layer: 'b',
      type: 'conv2d',
      // The same nine places of the first of two maps; 4 x 4 each.
      places: Int32Array.of(0, 1, 4, 5),
      gradients: Float32Array.of(1, 2, 3, 4),
      factors: Float32Array.of(9, 8, 6, 5),
      sum: 63,
    };
    const [grid] = gradientGrids(part, [2, 4, 4]);
    expect(grid).toMatchObject({ channel: 0, rows: [0, 1], columns: [0, 1] });
    expect(grid!.cells.flat().map((cell) => cell!.factor)).toEqual([9, 8, 6, 5]);
    expect(grid!.sum).toBe(9 + 16 + 18 + 20);
    expect(gradientGrids(part, [16, 1, 1]), 'a vector is a list').toEqual([]);
  });
});

describe('a long sum', () => {
  it('shows its strongest terms, and the rest as one number', () => {
    const list = strongest(
      { places: [0, 1, 2, 3], values: [1, 2, -3, 4], factors: [1, 1, 2, 0.25] },
      2,
    );
    expect(list.terms.map(({ place, product }) => [place, product])).toEqual([
      [2, -6],
      [1, 2],
    ]);
    expect(list.rest).toEqual({ count: 2, sum: 2 });
    expect(list.total).toBe(-2);
  });

  it('may be of something else than products: distances', () => {
    const minusSquare = (value: number, prototype: number): number => -((value - prototype) ** 2);
    const list = strongest({ places: [0, 1], values: [1, -1], factors: [0, 1] }, 1, minusSquare);
    expect(list.terms.map(({ place, product }) => [place, product])).toEqual([[1, -4]]);
    expect([list.rest.sum, list.total]).toEqual([-1, -5]);
  });
});

describe('what belongs to a unit', () => {
  it('is covered by few rectangles, one for each kind', () => {
    const mask = new Uint8Array(2 * 4 * 4);
    for (const place of [5, 6, 9, 10]) mask[place] = 1;
    mask[16] = 2;
    const cover = coverLayer(mask, [2, 4, 4]);
    expect(cover.get(0)).toEqual([{ tone: 'reads', row: 1, column: 1, height: 2, width: 2 }]);
    expect(cover.get(1)).toEqual([{ tone: 'feeds', row: 0, column: 0, height: 1, width: 1 }]);
  });

  it('is one rectangle where it would be very many', () => {
    const mask = new Uint8Array(144).map((_, i) => (i + Math.floor(i / 12)) % 2);
    expect(coverLayer(mask, [1, 12, 12]).get(0)).toEqual([
      { tone: 'reads', row: 0, column: 0, height: 12, width: 12 },
    ]);
  });

  it('in a vector lies as the vector is wrapped', () => {
    const cover = coverLayer(new Uint8Array(10).fill(2), [10, 1, 1], 4);
    expect(cover.get(0)).toEqual([{ tone: 'feeds', row: 0, column: 0, height: 3, width: 4 }]);
    const some = coverLayer(Uint8Array.of(0, 0, 0, 0, 0, 1, 1, 0, 0, 1), [10, 1, 1], 4);
    expect(some.get(0)).toEqual([
      { tone: 'reads', row: 1, column: 1, height: 1, width: 2 },
      { tone: 'reads', row: 2, column: 1, height: 1, width: 1 },
    ]);
  });
});

describe('formulas', () => {
  it('write a difference so that it can be seen', () => {
    // A solved picture: 1.000 − 1.000 would be 0.
    expect(nearOne(1 - 1.394e-5)).toBe('(1 − 1.394e-5)');
    expect([nearOne(0.42), nearOne(1), nearOne(0)]).toEqual(['0.4200', '1.000', '0.000']);
    expect(apart(1.0023, 1.0019)).toEqual(['1.002300', '1.001900']);
    expect(apart(0.5, 0.25)).toEqual(['0.5000', '0.2500']);
    expect(apart(-2.5e-6, 1e-6)).toEqual(['−0.000002500', '0.000001000']);
    expect(apart(3, 3)).toEqual(['3.000', '3.000']);
  });

  it('name the optimizer by what it remembers', () => {
    const update = { learningRate: 0.1, gradient: 1, before: 0, after: 0 };
    const memory = [{ name: 'velocity', before: 0, after: 0 }];
    expect(optimizerWords({ ...update, optimizer: 'sgd', memory: [] }).title).toBe('SGD');
    expect(optimizerWords({ ...update, optimizer: 'sgd', memory }).title).toBe('SGD, momentum');
    const adamw = { ...update, optimizer: 'adamw, weight decay, the gradient clipped', memory: [] };
    expect(optimizerWords(adamw).lines).toHaveLength(4);
    expect(optimizerWords(adamw).says).toMatch(/Here with the gradient clipped\.$/);
    const frozen = { ...update, optimizer: 'none: the weight is frozen', memory: [] };
    expect(optimizerWords(frozen)).toMatchObject({ title: 'none', says: 'The weight is frozen' });
  });

  it('forgive rounding and nothing more', () => {
    expect(differs(1, 1.0001)).toBe(false);
    expect(differs(1, 1.01)).toBe(true);
    expect(differs(0, 1e-6)).toBe(false);
  });
});

describe('stepping', () => {
  const at = (place: number): Positions => ({ height: 3, width: 4, count: 10, at: place });

  it('goes on row by row, and by rows and columns', () => {
    expect(stepFrom(at(3), 'next')).toBe(4);
    expect(stepFrom(at(3), 'right')).toBe(3);
    expect(stepFrom(at(9), 'next')).toBe(9);
    expect(stepFrom(at(9), 'right')).toBe(9);
    expect(stepFrom(at(6), 'down'), 'the last row is short').toBe(6);
    expect(stepFrom(at(5), 'down')).toBe(9);
    expect(stepFrom(at(5), 'up')).toBe(1);
    expect([stepFrom(at(5), 'first'), stepFrom(at(5), 'last')]).toEqual([0, 9]);
  });

  it('slides four times a second to the end, waits for answers, and begins anew there', async () => {
    const clock = new TestClock();
    let place = 7;
    let answered = true;
    const stepper = new Stepper(
      () => at(place),
      (next) => (place = next),
      () => answered,
      clock,
    );
    stepper.play();
    await clock.pass(250);
    expect(place).toBe(8);
    answered = false;
    await clock.pass(2000);
    expect(place).toBe(8);
    answered = true;
    await clock.pass(250);
    expect([place, stepper.playing]).toEqual([9, true]);
    await clock.pass(250);
    expect(stepper.playing).toBe(false);
    stepper.play();
    expect(place).toBe(0);
    stepper.step('next');
    expect([place, stepper.playing]).toEqual([1, false]);
    await clock.pass(1000);
    expect(place).toBe(1);
  });
});
