import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { folderOf, listening, readOptions } from '../../../web/build/options.mjs';

const args = process.argv;
afterEach(() => {
  process.argv = args;
  vi.unstubAllEnvs();
});

/** @param words as they would be typed behind `npm start --` */
function read(...words: string[]) {
  process.argv = [args[0]!, 'start.mjs', ...words];
  return readOptions('npm start');
}

describe('the options of npm start and npm run dev', () => {
  it('may be left out', () => {
    vi.stubEnv('MNIST_DIR', '');
    expect(read()).toEqual({
      port: undefined,
      mnistDir: undefined,
      allowedHosts: [],
      engine: undefined,
    });
  });

  it('name folders from where they were typed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'receptive-options-'));
    vi.stubEnv('INIT_CWD', dirname(folder));
    expect(read('--mnist', basename(folder), '--engine', basename(folder))).toMatchObject({
      mnistDir: folder,
      engine: folder,
    });
    rmSync(folder, { recursive: true });
    expect(() => folderOf('--engine', folder)).toThrow(
      `--engine names ${folder}, which is not a folder.`,
    );
  });

  it('name other hosts, as often as there are any', () => {
    const options = read('--allow-host', 'lab.example', '--allow-host', '[::2]');
    expect(options?.allowedHosts).toEqual(['lab.example', '[::2]']);
    for (const wrong of ['lab.example:8000', 'http://lab.example', 'a/b', '']) {
      expect(() => read('--allow-host', wrong)).toThrow(/--allow-host takes a name/);
    }
  });

  it('refuse what is no port, and what they do not know, with the usage', () => {
    expect(() => read('--port', '65536')).toThrow(/--port takes a number from 0 to 65535/);
    expect(() => read('--prot', '80')).toThrow(/--prot[^]*npm start \[-- \[--port N\]/);
  });

  it('take the usual port where it is free, else any, but never another than was asked for', async () => {
    const taken = async (port: number) => {
      if (port === 8000) throw new Error('taken');
      return port;
    };
    expect(await listening(undefined, 5173, taken)).toBe(5173);
    expect(await listening(undefined, 8000, taken)).toBe(0);
    await expect(listening(8000, 8000, taken)).rejects.toThrow('taken');
  });
});
