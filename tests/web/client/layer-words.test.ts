import { layers } from 'receptive/catalogue/layers';
import { describe, expect, it } from 'vitest';
import { layerWords } from '../../../web/client/words/layers';

/** The layers that the core can make, by its own list. */
const types = layers.map(({ name }) => name);

describe('the words of the layers', () => {
  it('are there for every layer of the core', () => {
    expect(types.length).toBeGreaterThan(30);
    expect(types.filter((type) => layerWords(type) === undefined)).toEqual([]);
  });

  it('are two sentences, a formula and a source', () => {
    for (const type of [...types, 'input']) {
      const { says, formula, source } = layerWords(type)!;
      expect(says.match(/[.](?=\s|$)/g), `${type}: ${says}`).toHaveLength(2);
      expect(formula).not.toBe('');
      expect(source).not.toBe('');
    }
  });

  it('do not know what is no layer', () => {
    expect(layerWords('constructor')).toBeUndefined();
  });
});
