import { describe, expect, it } from 'vitest';
import { decodeEngine, encodeEngine, type EngineChoice } from '../../../web/protocol/engine';

describe('the choice of an engine in the address', () => {
  it.each<[EngineChoice, string]>([
    [{ variant: 'auto' }, ''],
    [{ variant: 'auto', threads: 1 }, '&threads=1'],
    [{ variant: 'simd' }, '&engine=simd'],
    [{ variant: 'relaxed-simd-threads', threads: 3 }, '&engine=relaxed-simd-threads&threads=3'],
  ])('%j is written as %j, and read again', (choice, text) => {
    expect(encodeEngine(choice)).toBe(text);
    expect(decodeEngine(`#data=xo${text}`)).toEqual({ choice, problems: [] });
  });

  it.each([
    'engine=',
    'engine=SIMD',
    'threads=',
    'threads=0',
    'threads=65',
    'threads=1.5',
    'threads=-1',
  ])('does not take %s, and says so', (text) => {
    const { choice, problems } = decodeEngine(`#${text}`);
    expect(choice).toEqual({ variant: 'auto' });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/link.*\.$/);
  });
});
