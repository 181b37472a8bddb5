import { describe, expect, it } from 'vitest';
import { modelFileName, remarksOf } from '../../../../web/worker/keep/model-file';

function file(header: unknown, length?: number): Uint8Array {
  const text = new TextEncoder().encode(
    typeof header === 'string' ? header : JSON.stringify(header),
  );
  const bytes = new Uint8Array(8 + text.length);
  new DataView(bytes.buffer).setUint32(0, length ?? text.length, true);
  bytes.set(text, 8);
  return bytes;
}

describe('the remarks in a model file', () => {
  it('are read where they are', () => {
    const remarks = { network: 'three', link: 'data=xo', step: '3' };
    expect(remarksOf(file({ __metadata__: remarks }))).toEqual({
      network: 'three',
      link: 'data=xo',
    });
  });

  it('are none in whatever else is opened', () => {
    for (const bytes of [
      new Uint8Array(0),
      new Uint8Array(8).fill(255),
      file('{'),
      file('null'),
      file([]),
      file({ __metadata__: { network: 5, link: {} } }),
      file({}, 4_000_000_000),
    ]) {
      expect(remarksOf(bytes)).toEqual({});
    }
  });
});

it('a model file has a plain name', () => {
  expect(modelFileName('three-filters', 'My “digits”, 2', 40)).toBe(
    'three-filters-my-digits-2-step-40.safetensors',
  );
});
