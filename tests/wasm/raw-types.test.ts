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
  it.runIf(built)(
    'hold the types of the raw module as the bindings have them now',
    () => {
      const printed = execFileSync(
        process.execPath,
        ['wasm/bindings/types.mjs', '--print'],
        inRepository,
      );
      const committed = readFileSync(
        join(repository, 'wasm/border/raw-module.generated.ts'),
        'utf8',
      );
      expect(printed.slice(printed.indexOf('/**'))).toBe(committed);
    },
    600_000,
  );

  it('do not let a value pass whose type nobody has declared', () => {
    const types = readFileSync(join(repository, 'wasm/border/raw-module.generated.ts'), 'utf8');
    expect(types).not.toMatch(/\bany\b|EmbindString|Json\b/);
  });
});
