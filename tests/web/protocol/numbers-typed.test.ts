import { describe, expect, it } from 'vitest';
import { readNumber } from '../../../web/protocol/numbers-typed';

const rate = { title: 'Learning rate', min: 0, max: 10 };
const batch = { title: 'Batch size', min: 1, max: 2000, whole: true };
const bias = { title: 'The bias', min: -Infinity, max: Infinity };

describe('a number that is typed', () => {
  it.each([
    [rate, '0,01', 0.01],
    [rate, '0.01', 0.01],
    [rate, ' 1e-3 ', 0.001],
    [rate, '1E-3', 0.001],
    [rate, ',5', 0.5],
    [rate, '.5', 0.5],
    [rate, '5.', 5],
    [rate, '5,', 5],
    [rate, '0,125', 0.125],
    [rate, '1,5', 1.5],
    [rate, '+2', 2],
    [batch, '1000', 1000],
    [batch, '16', 16],
    [bias, '−0,25', -0.25],
    [bias, '-1.125', -1.125],
  ])('of %o is read: %s', (rule, text, value) => {
    expect(readNumber(rule, text)).toEqual({ value });
  });

  it.each([
    [rate, '', 'Learning rate must be a number from 0 to 10.'],
    [rate, '0.0.1', 'Learning rate must be a number from 0 to 10.'],
    [rate, '1.000,5', 'Learning rate must be a number from 0 to 10.'],
    [rate, '0x10', 'Learning rate must be a number from 0 to 10.'],
    [rate, 'Infinity', 'Learning rate must be a number from 0 to 10.'],
    [rate, '1 000', 'Learning rate must be a number from 0 to 10.'],
    [rate, '1,500', 'Learning rate: 1,500 can be read in two ways. Write 1500 or 1.5.'],
    [batch, '1,000', 'Batch size: 1,000 can be read in two ways. Write 1000.'],
    [batch, '1.000', 'Batch size: 1.000 can be read in two ways. Write 1000.'],
    [batch, '2,5', 'Batch size must be a whole number from 1 to 2000.'],
    [batch, '0', 'Batch size must be a whole number from 1 to 2000.'],
    [bias, 'a', 'The bias must be a number.'],
  ])('of %o is refused with a sentence: %s', (rule, text, problem) => {
    expect(readNumber(rule, text)).toEqual({ problem });
  });

  it('is below an end that is itself too large', () => {
    const momentum = { title: 'Momentum', min: 0, max: 1, belowMax: true };
    expect(readNumber(momentum, '0,999')).toEqual({ value: 0.999 });
    expect(readNumber(momentum, '1')).toEqual({
      problem: 'Momentum must be a number from 0 to below 1.',
    });
  });
});
