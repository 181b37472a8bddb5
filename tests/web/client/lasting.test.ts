import { afterEach, beforeEach, expect, it, vi } from 'vitest';

let persisted: boolean;
let asked: number;

function browser({ vendor = '', firefox = false, installed = false, secure = true } = {}): void {
  const storage = {
    persisted: async () => persisted,
    persist: async () => {
      asked += 1;
      return (persisted = true);
    },
  };
  vi.stubGlobal('navigator', secure ? { vendor, storage } : { vendor });
  vi.stubGlobal('CSS', { supports: () => firefox });
  vi.stubGlobal('matchMedia', () => ({ matches: installed }));
}

/** As a page that has just been opened has it. */
async function lasting() {
  vi.resetModules();
  return import('../../../web/client/ui/lasting');
}

beforeEach(() => {
  persisted = false;
  asked = 0;
});
afterEach(() => vi.unstubAllGlobals());

it('a browser that decides by itself is asked once, and not where it has promised already', async () => {
  browser();
  const { askQuietly, isPromised } = await lasting();
  await askQuietly();
  await askQuietly();
  expect(asked).toBe(1);
  expect(await isPromised()).toBe(true);
  await (await lasting()).askQuietly();
  expect(asked).toBe(1);
});

it('Firefox, which asks the visitor, is asked when the visitor wants it', async () => {
  browser({ firefox: true });
  const { askForPromise, askQuietly } = await lasting();
  await askQuietly();
  expect(asked).toBe(0);
  expect(await askForPromise()).toBe(true);
});

it('an address that is not secure has nobody to ask', async () => {
  browser({ secure: false });
  const { askForPromise, isPromised } = await lasting();
  expect([await isPromised(), await askForPromise()]).toEqual([false, false]);
});

it('says what each browser does', async () => {
  const { howLong } = await lasting();
  browser({ vendor: 'Apple Computer, Inc.' });
  expect(howLong(true)).toMatch(/seven days .*download as a file/);
  browser({ vendor: 'Apple Computer, Inc.', installed: true });
  expect(howLong(true)).toMatch(/has promised/);
  browser({ vendor: 'Google Inc.' });
  expect(howLong(false)).toMatch(/disk is nearly full .* signing out .*download as a file/);
  expect(howLong(true)).not.toMatch(/nearly full/);
});
