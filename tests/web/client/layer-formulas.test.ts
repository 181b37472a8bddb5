import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { layerWords } from '../../../web/client/words/layers';

/** The formulas that the core's tests compute line by line and compare with the layers. */
const computed = [
  ...readFileSync('tests/core/nn/layers/formulas_test.cpp', 'utf8').matchAll(
    /\{"(\w+)",\s*R"\((.*?)\)",/g,
  ),
].map(([, type, formula]) => ({ type: type!, formula: formula! }));

describe('the formulas of the layer words', () => {
  it('are those that are computed and compared with the layers', () => {
    expect(computed.length).toBeGreaterThan(30);
    for (const { type, formula } of computed) {
      expect(layerWords(type)?.formula, type).toBe(formula);
    }
  });
});
