import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

  it('import each other in no circle', () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      ['tests/run/circles.mjs', 'wasm'],
      inRepository,
    );
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });
});

describe('the check of circles', () => {
  it('sees one that is made of types alone', () => {
    const folder = 'build/circles-test';
    mkdirSync(join(repository, folder), { recursive: true });
    try {
      writeFileSync(join(repository, folder, 'a.ts'), "export type * from './b.js';\n");
      writeFileSync(
        join(repository, folder, 'b.ts'),
        "import type { A } from './a.js';\nexport type B = A;\n",
      );
      const { status, stderr } = spawnSync(
        process.execPath,
        ['tests/run/circles.mjs', folder],
        inRepository,
      );
      expect(stderr).toBe(`a circle of imports: ${folder}/a.ts -> ${folder}/b.ts\n`);
      expect(status).toBe(1);
    } finally {
      rmSync(join(repository, folder), { recursive: true });
    }
  });
});
