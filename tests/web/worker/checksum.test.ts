import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { checksum } from '../../../web/worker/data/checksum';

const expected = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

afterEach(() => vi.unstubAllGlobals());

describe.each([
  ['the browser’s own', crypto],
  ['that of a page which is no secure origin', {}],
])('the checksum, %s', (_, given) => {
  it('agrees with Node at lengths around the blocks, and in the middle of a buffer', async () => {
    vi.stubGlobal('crypto', given);
    for (const length of [0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 1000, 100_003]) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 131 + length) & 255);
      expect(await checksum(bytes), `length ${length}`).toBe(expected(bytes));
    }
    const part = Uint8Array.from({ length: 300 }, (_, i) => i & 255).subarray(37, 200);
    expect(await checksum(part)).toBe(expected(part));
  });
});
