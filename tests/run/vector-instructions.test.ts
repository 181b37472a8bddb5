// Some loops outside the kernels must use vectors too in the browser's builds. Which files are
// compiled for size is a matter of folders and marks, and it is easily lost: this reads what the
// compiler made of them.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ensureEmscripten } from '../../wasm/toolchain/emscripten.mjs';
import { repository } from '../../wasm/toolchain/repository.mjs';
import { which } from '../../wasm/toolchain/run.mjs';

/** What is compiled, and where to; objects that an earlier build left behind are not among it. */
const commands = join(repository, 'build/wasm/compile_commands.json');

/** Calculations with four float32 at a time in each function of an object file. */
function vectorArithmetic(object: string) {
  const listing = execFileSync(objdump(), ['-d', '--demangle', '--no-show-raw-insn', object], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const counts = new Map<string, number>();
  let name = '';
  for (const line of listing.split('\n')) {
    const start = /^[0-9a-f]+ <(.*)>:$/.exec(line)?.[1];
    if (start !== undefined) name = start;
    if (/\sf32x4\.(add|sub|mul|div|sqrt|pmax|relaxed_\w+)\b/.test(line)) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return counts;
}

/** The compiler's own disassembler, which lies beside its clang. */
function objdump() {
  const beside = join(ensureEmscripten(), '../../../starters/llvm/llvm-objdump');
  const found = existsSync(beside) ? beside : (which('llvm-objdump') ?? which('llvm-objdump-19'));
  if (!found) throw new Error('vector instructions: expected llvm-objdump, found none');
  return found;
}

/** One for each way in which the file was compiled: with threads and without, perhaps. */
function objectsOf(source: string) {
  const compiled: { file: string; command: string }[] = JSON.parse(readFileSync(commands, 'utf8'));
  const found = compiled.filter(({ file }) => file === join(repository, source));
  if (found.length === 0) throw new Error(`${source}: expected it in ${commands}`);
  return found.map(({ command }) => join(dirname(commands), / -o (\S+)/.exec(command)![1]!));
}

/** Calculations in the functions of `source` whose names have one of these words. */
function counted(source: string, words: string[]) {
  return objectsOf(source).map((object) => {
    const counts = [...vectorArithmetic(object)];
    return Object.fromEntries(
      words.map((word) => [
        word,
        counts.filter(([name]) => name.includes(word)).reduce((sum, [, count]) => sum + count, 0),
      ]),
    );
  });
}

// An engine that was made elsewhere is checked there: here are no objects.
describe.skipIf(!existsSync(commands))('vector instructions of the built engine', () => {
  it('are in the forces and distances of t-SNE', () => {
    for (const counts of counted('core/inspect/features/tsne.cpp', [
      'Tsne::gradient',
      'Tsne::find_distances',
    ])) {
      // Two differences, a distance, a division, and five sums to two vectors each.
      expect(counts['Tsne::gradient']).toBeGreaterThanOrEqual(20);
      expect(counts['Tsne::find_distances']).toBeGreaterThanOrEqual(3);
    }
  });

  it('are in local contrast normalization, both ways', () => {
    const layer = 'LocalContrastNormalization::';
    for (const counts of counted('core/nn/layers/local_contrast_normalization.cpp', [
      `${layer}forward`,
      `${layer}backward`,
    ])) {
      expect(counts[`${layer}forward`]).toBeGreaterThanOrEqual(3);
      expect(counts[`${layer}backward`]).toBeGreaterThanOrEqual(1);
    }
  });
});
