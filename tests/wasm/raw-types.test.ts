import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const inRepository = { cwd: repository, encoding: 'utf8' } as const;

// Where an engine was made elsewhere there is no compiler.
const built = existsSync(join(repository, 'build/wasm/CMakeCache.txt'));

describe('the files of the package', () => {
  it.runIf(built).each(['raw-module', 'raw-files'])(
    'hold the types of %s as the bindings have them now',
    (name) => {
      const printed = execFileSync(
        process.execPath,
        ['wasm/bindings/types.mjs', '--print', name],
        inRepository,
      );
      const file = join(repository, `wasm/border/${name}.generated.ts`);
      expect(printed.slice(printed.indexOf('/**'))).toBe(readFileSync(file, 'utf8'));
    },
    600_000,
  );

  it('do not let a value pass whose type nobody has declared', () => {
    for (const name of ['raw-module', 'raw-files']) {
      const types = readFileSync(join(repository, `wasm/border/${name}.generated.ts`), 'utf8');
      expect(types).not.toMatch(/\bany\b|EmbindString|Json\b/);
    }
  });
});
