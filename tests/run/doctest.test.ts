import { describe, expect, it } from 'vitest';
import { doctestCounts, withoutSuccesses } from './doctest.mjs';

const line = `${'='.repeat(79)}\n`;
const head = '[doctest] doctest version is "2.4.11"\n';
const good = 'gemm_test.cpp:12:\nTEST CASE:  gemm\n\n0.000941 s: gemm\n';
const bad =
  'graph_test.cpp:7:\nTEST CASE:  graph\n\ngraph_test.cpp:9: ERROR: CHECK( 1 == 2 ) is NOT correct!\n\n' +
  '0.000100 s: graph\n';
const closing =
  '[doctest] test cases:   3 |   2 passed | 1 failed | 4 skipped\n' +
  '[doctest] assertions: 100 |  99 passed | 1 failed |\n';

describe('the output of doctest', () => {
  it('is counted by its closing line', () => {
    expect(doctestCounts([head, good, bad, closing].join(line))).toEqual({
      passed: 2,
      failed: 1,
      skipped: 4,
    });
  });

  it('counts for nothing without one', () => {
    expect(doctestCounts([head, good].join(line))).toEqual({ passed: 0, failed: 0, skipped: 0 });
  });

  it('is shown without the cases that had nothing to say', () => {
    expect(withoutSuccesses([head, good, bad, good, closing].join(line))).toBe(
      [head, bad, closing].join(line),
    );
  });

  it('is shown with the case in which the program broke off', () => {
    const broken = 'team_test.cpp:3:\nTEST CASE:  team\n\nAddressSanitizer: heap-buffer-overflow\n';
    expect(withoutSuccesses([head, good, broken].join(line))).toBe([head, broken].join(line));
  });
});
