import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { serve } from '../../../web/server/serve.mjs';
import { letterO, letterX } from '../../browser/support/drawing.mjs';
import { mnistFolder, mnistMissing, siteFolder } from '../../browser/support/paths.mjs';
import { patience } from '../../browser/support/receptive';
import { staticHost, type Host, type Oddities } from '../../browser/support/servers';
import { colourSet } from '../../browser/support/tried-pictures';
import { kept, offline, taken } from './offline';
import type { Visitor } from './visitor';

/** What a journey has at hand. All of it is closed when it ends. */
export interface Trip {
  visitor: Visitor;
  /** Serves the page as `npm start` does, isolated, and opens it. */
  open(hash?: string, mnistDir?: string): Promise<void>;
  /** Opens the page on a static host, which sends no headers of its own. */
  openStatic(odd?: Oddities): Promise<Host>;
  /** Something to be done when the journey ends. */
  after(task: () => unknown): void;
  /** What goes wrong in the browser, and is provoked. */
  tolerate(pattern: RegExp): void;
}

type Journey = (trip: Trip) => Promise<void>;

/** What people do, in any browser. Each journey has an origin of its own, so nothing kept is shared. */
export const journeys: Record<string, Journey> = {
  'opens isolated, with threads': async ({ visitor, open }) => {
    await open();
    expect(await visitor.isolated()).toBe(true);
    await threadsWherePossible(visitor);
  },

  'opens where nothing isolates it, trains on one thread': async (trip) => {
    const { visitor } = trip;
    trip.tolerate(/service-worker\.js|404/);
    await trip.openStatic({ refuse: (name) => name === 'service-worker.js' });
    expect(await visitor.isolated()).toBe(false);
    expect(await visitor.text('engine-variant')).toMatch(/simd, 1 thread$/);
    await visitor.trainUntil(90);
  },

  'learns X and O, reads what is drawn, explains a square': async ({ visitor, open }) => {
    await open('#data=xo&network=xo-three-filters');
    await visitor.trainUntil(95);
    for (const [letter, strokes] of Object.entries({ X: letterX, O: letterO })) {
      await visitor.draw(strokes);
      await expect.poll(() => visitor.text('prediction'), patience).toBe(letter);
      expect(await visitor.number('prediction-confidence')).toBeGreaterThan(50);
      await visitor.press('button', 'Clear drawing');
      await expect.poll(() => visitor.text('prediction'), patience).toBe('');
    }
    await visitor.click({ css: '[data-place="conv2d maps"]' }, 0.1, 0.4);
    await visitor.find({ role: 'table', name: 'picture' });
    const { picture, filter } = await visitor.driver.evaluate(explained);
    expect(picture).toHaveLength(9);
    expect(filter).toHaveLength(9);
    expect(new Set(filter).size).toBeGreaterThan(1);
  },

  'takes MNIST from the local server under the service worker, and learns it': async (trip) => {
    const { visitor } = trip;
    if (!mnistFolder) console.log(`skipped: MNIST itself; digits are generated. ${mnistMissing}`);
    await trip.open('', mnistFolder);
    // From now on the service worker is asked for everything first.
    await taken(visitor);
    const data = mnistFolder ? 'mnist' : 'digits';
    await visitor.choose('Data set', data);
    const address = () => visitor.driver.evaluate(() => location.href);
    await expect.poll(address, patience).toContain(`data=${data}`);
    await visitor.ready();
    await visitor.trainUntil(90, 120_000);
    expect(await visitor.alerts()).toEqual([]);
  },

  'opens every tab': async ({ visitor, open }) => {
    await open();
    await everyTab(visitor);
  },

  'takes a value that is typed, and goes on after a reload where it was': async (trip) => {
    const { visitor } = trip;
    await trip.open('#data=xo&seed=5');
    await visitor.press('button', 'Recipe');
    await visitor.type('Learning rate', '0.04');
    const step = await visitor.trainUntil(90);
    const accuracy = await visitor.text('test-accuracy');
    // Whoever looks at the list sees what is kept.
    await visitor.press('button', 'Runs');
    const dialog = { role: 'dialog', name: 'Runs and models' } as const;
    await expect.poll(async () => (await visitor.see(dialog))?.text, patience).toMatch('this page');
    await visitor.driver.press('Escape');
    await visitor.driver.reload();
    await visitor.ready();
    expect(await visitor.number('step')).toBe(step);
    expect(await visitor.text('test-accuracy')).toBe(accuracy);
    await visitor.press('button', 'Recipe');
    const rate = await visitor.find({ role: 'spinbutton', name: 'Learning rate' });
    expect(rate.value).toBe('0.04');
    await visitor.press('button', 'Step');
    await expect.poll(() => visitor.number('step'), patience).toBe(step + 1);
  },

  'opens a file of pictures, and learns them': async (trip) => {
    const { visitor } = trip;
    const folder = mkdtempSync(join(tmpdir(), 'receptive-engines-'));
    trip.after(() => rmSync(folder, { recursive: true }));
    const { name, buffer } = colourSet(20);
    writeFileSync(join(folder, name), buffer);
    await trip.open();
    await visitor.driver.choose('header input[type=file]', [join(folder, name)]);
    const found = await visitor.find({ role: 'dialog', name: 'What was found' });
    expect(found.text).toMatch(/in 3 classes/);
    await visitor.press('button', 'Use this data');
    const chosen = async () =>
      (await visitor.see({ role: 'combobox', name: 'Data set' }))?.value ?? '';
    await expect.poll(chosen, patience).toMatch(/^kept:/);
    await visitor.ready();
    await visitor.press('button', 'Train');
    await expect.poll(() => visitor.number('step'), patience).toBeGreaterThan(5);
    expect(await visitor.alerts()).toEqual([]);
  },

  'isolates itself and works without a connection, every tab of it': async (trip) => {
    const { visitor } = trip;
    const host = await trip.openStatic();
    await taken(visitor);
    await visitor.driver.reload();
    await visitor.ready();
    expect(await visitor.isolated()).toBe(true);
    await kept(visitor);
    await threadsWherePossible(visitor);
    await host.close();
    trip.tolerate(offline);
    await visitor.driver.reload();
    await visitor.ready();
    expect(await visitor.isolated()).toBe(true);
    await visitor.trainUntil(90);
    await everyTab(visitor);
  },
};

/** Serves and opens the page for journeys. */
export function tripOf(visitor: Visitor): { trip: Trip; end(): Promise<string[]> } {
  const tasks: (() => unknown)[] = [];
  const tolerated: RegExp[] = [];
  const { driver } = visitor;
  const trip: Trip = {
    visitor,
    async open(hash = '', mnistDir) {
      const root = siteFolder;
      const serving = await serve({ root, mirrors: [], ...(mnistDir && { mnistDir }) });
      tasks.push(() => serving.close());
      await driver.open(serving.url + hash);
      await visitor.ready();
    },
    async openStatic(odd) {
      const host = await staticHost('/', odd);
      tasks.push(() => host.close());
      await driver.open(host.url);
      await visitor.ready();
      return host;
    },
    after: (task) => void tasks.push(task),
    tolerate: (pattern) => void tolerated.push(pattern),
  };
  return {
    trip,
    async end() {
      const problems = driver.problems();
      await driver.open('about:blank');
      for (const task of tasks.reverse()) await task();
      driver.problems();
      return problems.filter((problem) => !tolerated.some((pattern) => pattern.test(problem)));
    },
  };
}

async function threadsWherePossible(visitor: Visitor): Promise<void> {
  const processors = await visitor.driver.evaluate(() => navigator.hardwareConcurrency);
  const engine = await visitor.text('engine-variant');
  expect(engine).toMatch(processors > 1 ? /-threads, \d threads$/ : /simd, 1 thread$/);
}

async function everyTab(visitor: Visitor): Promise<void> {
  const names = await visitor.driver.evaluate(() =>
    [...document.querySelectorAll('[role=tablist][aria-label=Views] [role=tab]')].map(
      ({ textContent }) => (textContent ?? '').replace(/\s+/g, ' ').trim(),
    ),
  );
  expect(names.length).toBeGreaterThan(4);
  for (const name of names) {
    await visitor.press('tab', name);
    const panel = async () => (await visitor.see({ css: '#stage-panel' }))?.text;
    await expect.poll(panel, { ...patience, message: name }).toMatch(/^(?!Loading…$)./);
    expect(await visitor.alerts(), name).toEqual([]);
  }
  for (const name of ['Recipe', 'Looks for', 'Tours', 'Curves']) {
    await visitor.press('button', name);
    const drawer = async () => (await visitor.see({ css: '#drawer' }))?.text;
    await expect.poll(drawer, { ...patience, message: name }).toMatch(/^(?!×?\s*Loading…)[^]*\w/);
    expect(await visitor.alerts(), name).toEqual([]);
  }
}

/** Runs in the page: the numbers of an explained square. */
function explained(): { picture: number[]; filter: number[] } {
  const numbers = (name: string): number[] => {
    const table = [...document.querySelectorAll('table')].find(
      (one) => (one.getAttribute('aria-label') ?? one.caption?.textContent)?.trim() === name,
    );
    return [...(table?.querySelectorAll('td[title]') ?? [])].map((cell) =>
      Number(cell.getAttribute('title')!.replace('−', '-').replace(/:.*/, '')),
    );
  };
  return { picture: numbers('picture'), filter: numbers('filter') };
}
