import { describe, expect, it } from 'vitest';
import { partNames, partsOf } from '../long/support/parts.mjs';

describe('npm run check:long -- --only', () => {
  it('has a function to call in each part', async () => {
    expect(partNames().length).toBeGreaterThan(0);
    for (const name of partNames()) {
      const part = (await import(`../long/${name}.mjs`)) as { default: unknown };
      expect(part.default, name).toBeTypeOf('function');
    }
  });

  it('takes several with commas, in the usual order', () => {
    const [first = '', second = first] = partNames();
    expect(partsOf(`${second},${first}`)).toEqual([...new Set([first, second])]);
  });

  it('says which names there are', () => {
    expect(() => partsOf('fuzz,everything')).toThrow(/no part "everything"; there are .*fuzz/);
  });
});
