import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../web/worker/data/sha256';

describe('sha256', () => {
  it('agrees with Node at every length around its blocks', () => {
    for (const length of [
      0, 1, 3, 55, 56, 57, 63, 64, 65, 119, 120, 127, 128, 129, 1000, 100_003,
    ]) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 131 + length) & 255);
      const expected = createHash('sha256').update(bytes).digest('hex');
      expect(Buffer.from(sha256(bytes)).toString('hex'), `length ${length}`).toBe(expected);
    }
  });

  it('reads bytes that lie in the middle of a buffer', () => {
    const bytes = Uint8Array.from({ length: 300 }, (_, i) => i & 255).subarray(37, 200);
    const expected = createHash('sha256').update(bytes).digest('hex');
    expect(Buffer.from(sha256(bytes)).toString('hex')).toBe(expected);
  });
});
