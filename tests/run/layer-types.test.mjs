import { describe, expect, it } from 'vitest';
import { findIn, findLayerTypes, layerTypes } from './layer-types.mjs';

describe('names of layer types', () => {
  it('are known from the catalogue', () => {
    expect(layerTypes()).toContain('conv2d');
    expect(layerTypes()).toContain('recurrentConv2d');
    expect(layerTypes()).toHaveLength(37);
  });

  it('stand nowhere but where layers are made and put together', () => {
    expect(findLayerTypes(['core', 'wasm', 'web'])).toEqual([]);
  });

  it('are found where they are compared, and not in comments', () => {
    const named = /(["'`])(conv2d|dense)\1/g;
    const text = [
      '// "dense" is a layer',
      'if (type == "conv2d") return 1;  // not "dense"',
      "/* 'dense' */ const set = new Set(['dense', 'densely']);",
    ].join('\n');
    expect(findIn('web/some.ts', text, named)).toEqual([
      'web/some.ts:2 conv2d',
      'web/some.ts:3 dense',
    ]);
  });
});
