import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { alone } from '../../wasm/toolchain/lock.mjs';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'receptive-lock-'))));
afterEach(() => rmSync(folder, { recursive: true }));

it('lets one build after the other into a folder, also when one fails', async () => {
  let inside = 0;
  let most = 0;
  const work = (fails: boolean) => async () => {
    most = Math.max(most, ++inside);
    await new Promise((done) => setTimeout(done, 20));
    inside -= 1;
    if (fails) throw new Error('failed');
    return 'built';
  };
  const all = await Promise.allSettled(
    [true, false, false].map((fails) => alone(folder, work(fails))),
  );
  expect(all.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  expect(most).toBe(1);
  expect(existsSync(join(folder, 'in-use-by'))).toBe(false);
});

it('does not wait for a process that is gone', async () => {
  writeFileSync(join(folder, 'in-use-by'), '999999999');
  expect(await alone(folder, async () => 'built')).toBe('built');
});
