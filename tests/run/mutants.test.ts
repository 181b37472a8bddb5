import { describe, expect, it } from 'vitest';
import { mutantsOf, shuffled } from '../long/support/mutants.mjs';

const made = (text: string) => mutantsOf('a.cpp', text).map(({ kind, after }) => [kind, after]);

describe('small mistakes in a source', () => {
  it('are other relations, signs and constants, and statements left out', () => {
    expect(made('  if (a < 3) {')).toEqual([
      ['relation', 'if (a <= 3) {'],
      ['constant', 'if (a < 4) {'],
    ]);
    expect(made('  sum += a * b;')).toEqual([
      ['sign', 'sum += a / b;'],
      ['sign', 'sum -= a * b;'],
      ['dropped', ';'],
    ]);
    expect(made('  return a && !b;')).toEqual([['logic', 'return a || !b;']]);
    expect(made('  take(x);\n  continue;')).toEqual([
      ['dropped', ';'],
      ['dropped', ';'],
    ]);
  });

  it('are none in words, types and names', () => {
    const nothing = [
      '  // a < 3 && b',
      '  std::vector<std::uint8_t> name2;',
      '  const float* at = "1 < 2 && 3";',
      '#include "nn/7.h"',
    ];
    expect(made(nothing.join('\n'))).toEqual([]);
  });

  it('are taken in the same order for the same seed', () => {
    const list = Array.from({ length: 50 }, (_, i) => i);
    expect(shuffled(list, 1)).toEqual(shuffled(list, 1));
    expect(shuffled(list, 1)).not.toEqual(shuffled(list, 2));
    expect(shuffled(list, 1).sort((a, b) => a - b)).toEqual(list);
  });
});
