import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from 'receptive';
import { type Rolldown, build } from 'vite';
import { afterEach, describe, expect, it, vi } from 'vitest';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** What a user of the package would write. */
const program = `
import { load } from 'receptive';
const engine = await load({ variant: 'simd' });
const model = engine.model({
  input: [1, 2, 2],
  layers: [{ type: 'flatten' }, { type: 'dense', units: 2 }],
});
try {
  model.predict(new Float32Array(3));
} catch (error) {
  console.log(engine.variant, model.predict(new Float32Array(4)).length, error.message);
}`;

describe('the package', () => {
  it('is found under its own name by plain Node, and makes no code from text', () => {
    const output = execFileSync(
      process.execPath,
      ['--disallow-code-generation-from-strings', '--input-type=module', '--eval', program],
      { cwd: repository, encoding: 'utf8' },
    );
    expect(output).toBe(
      'simd 2 images: expected 4 values for each picture (1x2x2), found 3 values\n',
    );
  });

  it('lets Node end, also when its threads are not', () => {
    const threaded = program.replace("'simd'", "'simd-threads', threads: 3");
    const output = execFileSync(process.execPath, ['--input-type=module', '--eval', threaded], {
      cwd: repository,
      encoding: 'utf8',
      timeout: 20_000,
    });
    expect(output).toMatch(/^simd-threads 2 images: /);
  });

  it('is bundled for the web with its modules, without a warning', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'receptive-'));
    const warnings: string[] = [];
    try {
      writeFileSync(join(folder, 'main.js'), program);
      const bundled = (await build({
        configFile: false,
        root: folder,
        logLevel: 'silent',
        resolve: { alias: { receptive: join(repository, 'build/package/index.js') } },
        build: {
          write: false,
          target: 'es2022',
          rolldownOptions: {
            input: join(folder, 'main.js'),
            onLog: (level, log) => warnings.push(`${level}: ${log.message}`),
          },
        },
      })) as Rolldown.RolldownOutput;
      const modules = bundled.output.filter((file) => file.fileName.endsWith('.wasm'));
      expect(modules.length).toBe(4);
      expect(warnings.filter((warning) => warning.startsWith('warn'))).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('a host without what the core needs', () => {
  afterEach(() => void vi.restoreAllMocks());

  it('is told what is missing', async () => {
    vi.spyOn(WebAssembly, 'validate').mockReturnValue(false);
    await expect(load()).rejects.toThrow(
      /^variant 'auto': expected a host .*, found one without WebAssembly SIMD and WebAssembly exceptions$/,
    );
    await expect(load({ variant: 'simd' })).rejects.toThrow(/^variant 'simd': expected a host/);
  });
});
