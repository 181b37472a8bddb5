import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesUnder } from '../../wasm/toolchain/files.mjs';
import { repository } from '../../wasm/toolchain/repository.mjs';

// An error has its parts (code, where, argument, expected, found). Who takes its sentence apart breaks
// with the next better wording.

const sentence = String.raw`\w*(?:[mM]essage|[pP]roblem|[rR]eason|[sS]entence|stopped|alert)`;
const taking =
  'match|matchAll|startsWith|endsWith|includes|indexOf|search|split|slice|substring|replace';
const parsed = new RegExp(
  `\\b${sentence}[!?)]*\\.(?:${taking})(?:All)?\\(|\\.(?:exec|test|match)\\(\\s*(?:\\w+[!?]*\\.)*${sentence}\\b`,
);

/**
 * The lines where a sentence is taken apart, as "file:line".
 * @param {string} file
 * @param {string} text
 */
function findIn(file, text) {
  return text.split('\n').flatMap((line, i) => (parsed.test(line) ? [`${file}:${i + 1}`] : []));
}

describe('sentences of errors', () => {
  it('are taken apart nowhere', () => {
    // The installers of the toolchain read what other programs print.
    const files = ['web', 'wasm/border', 'wasm/data', 'wasm/model'].flatMap((folder) =>
      filesUnder(folder, /\.(ts|mjs|svelte)$/),
    );
    const found = files.flatMap((path) =>
      findIn(relative(repository, path), readFileSync(path, 'utf8')),
    );
    expect(found).toEqual([]);
  });

  it('are found where they are', () => {
    const lines = [
      'const found = window.exec(message);',
      'if (problem?.startsWith(`${layer.name}: `)) return;',
      'if (/diverged/.test(error.message)) stop();',
      "throw new Error(checked.problem.replace('layer 1', type));",
      "const [owner] = String(error.message).split(': ');",
      'throw new Error(`${name}: ${error.message}`);',
      "if (problem.argument === 'window') return;",
    ];
    expect(findIn('web/some.ts', lines.join('\n'))).toEqual(
      [1, 2, 3, 4, 5].map((line) => `web/some.ts:${line}`),
    );
  });
});
