import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesUnder } from '../../wasm/toolchain/files.mjs';
import { repository } from '../../wasm/toolchain/repository.mjs';

const read = (file: string) => readFileSync(join(repository, file), 'utf8');

/** What the tables of kernels hold. */
const kernels = [
  ...read('core/kernels/signatures.h').matchAll(/^RECEPTIVE_KERNEL\([\w:]+, (\w+),/gm),
].map((match) => match[1] ?? '');

/** Everything of the core above the kernels, as one text. */
const callers = filesUnder('core', /\.(cpp|h)$/)
  .map((file) => relative(repository, file).replaceAll('\\', '/'))
  .filter((file) => !file.startsWith('core/kernels/') && !file.startsWith('core/cli/'))
  .map(read)
  .join('\n');

/** Called through a table: `pass.kernels.gemm(`, `kernels_->gemm(`, or handed on as one. */
const isUsed = (kernel: string) =>
  new RegExp(`[kK]ernels(_|\\(\\))?(\\.|->)${kernel}\\b`).test(callers);

describe('the tables of kernels', () => {
  it('are read from the signatures', () => {
    expect(kernels.length).toBeGreaterThan(30);
    expect(kernels).toContain('conv2d_forward');
    expect(isUsed('gemm')).toBe(true);
    expect(isUsed('dense_forward')).toBe(false);
  });

  it('hold no kernel that nothing calls', () => {
    expect(kernels.filter((kernel) => !isUsed(kernel))).toEqual([]);
  });
});
