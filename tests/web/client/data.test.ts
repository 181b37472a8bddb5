import { withSettings } from '../../../web/protocol/settings';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createSet, removeSet } from '../../../web/client/data/own-sets';
import { DataSource } from '../../../web/client/data/source.svelte';
import type { SetBrowser } from '../../../web/client/data/browser.svelte';
import { Collector } from '../../../web/client/data/collector.svelte';
import { ShownRun } from '../../../web/client/run/shown-run.svelte';
import type { SetPart } from '../../../web/client/data/sheet.svelte';
import type { DataSetId } from '../../../web/protocol/data-sets';
import { picked } from './data-double';
import { settle, WorkerDouble } from './worker-double';

let worker: WorkerDouble;
let session: ShownRun;
let data: DataSource;

/** Opens a file and takes what was found in it. */
async function taken(name: string): Promise<void> {
  expect(await data.open(picked(name))).toBe(true);
  await data.found!.take();
}

beforeEach(async () => {
  worker = new WorkerDouble();
  session = new ShownRun(worker, () => undefined);
  data = new DataSource(worker, session);
  await session.build((await session.load('', 'http://127.0.0.1/'))!);
  worker.calls = [];
});

describe('MNIST', () => {
  it('is offered in its ways when it is nowhere, and the run is left alone', async () => {
    const { run } = session;
    expect(await data.choose('mnist')).toBe(false);
    expect(data.panelOpen).toBe(true);
    expect(session.run).toBe(run);
  });

  it('whose download fails says so in the panel, with what has come of it', async () => {
    await data.wantMnist();
    worker.refuse = 'loadMnist';
    worker.available = { ...worker.available, begunBytes: 3e6 };
    expect(await data.load('download')).toBe(false);
    expect(data).toMatchObject({ problem: 'No loadMnist.', panelOpen: true, busy: false });
    expect(data.available?.begunBytes).toBe(3e6);
    expect(session.alert).toBeUndefined();
  });

  it('that a link asks for is built as the link says, once it has come', async () => {
    const wanted = { ...session.experiment!, data: 'mnist', network: 'softmax' } as const;
    const asked = withSettings(wanted, { learningRate: 0.07 });
    expect(await data.wantMnist(asked)).toBe(false);
    expect(await data.load('download')).toBe(true);
    expect(session.setUp?.experiment).toEqual(asked);
  });

  it('is taken from the folder without a question', async () => {
    worker.available = { ...worker.available, folder: true };
    expect(await data.choose('mnist')).toBe(true);
    expect(session.setUp?.experiment).toMatchObject({ data: 'mnist', network: 'softmax' });
  });

  it('is not what another set in the folder is: that is looked at as files are', async () => {
    worker.available = { ...worker.available, other: 'fashion' };
    expect(await data.choose('mnist')).toBe(false);
    expect(data.panelOpen).toBe(true);
    expect(await data.openFolder()).toBe(true);
    await data.found!.take();
    expect(session.setUp?.experiment).toMatchObject({ data: 'kept:1' });
    worker.refuse = 'lookAtFolder';
    expect(await data.openFolder()).toBe(false);
    expect(session.alert).toBe('No lookAtFolder.');
  });
});

describe('opened files', () => {
  it('are kept, and trained on with a network that fits', async () => {
    await taken('a.npz');
    expect(data.found).toBeUndefined();
    expect(data.listing.kept.map(({ title }) => title)).toEqual(['Opened']);
    expect(session.setUp?.experiment).toMatchObject({ data: 'kept:1', network: 'softmax' });
    expect(data.presets('kept:1').map(({ name }) => name)).toEqual(['softmax']);
  });

  it('that cannot be read are complained of on the page', async () => {
    worker.refuse = 'lookAtFiles';
    expect(await data.open(picked('a.npz'))).toBe(false);
    expect(session.alert).toBe('No lookAtFiles a.npz.');
    expect(session.experiment?.data).toBe('xo');
  });

  it('are shown in the sheet when it is open, and so is what is wrong with them', async () => {
    data.sheet.openSources();
    worker.refuse = 'lookAtFiles';
    await data.open(picked('a.npz'));
    expect(data.problem).toBe('No lookAtFiles a.npz.');
    expect(session.alert).toBeUndefined();
    worker.refuse = '';
    await taken('a.npz');
    await vi.waitFor(() => expect(data.sheet.page).toMatchObject({ kind: 'set', part: 'train' }));
    expect(session.experiment?.data).toBe('xo');
  });
});

describe('a set that lacks something', () => {
  it('opens where pictures are added instead of being trained on', async () => {
    const made = await createSet(data, {
      title: 'Suns',
      classNames: ['sun', 'moon'],
      channels: 1,
      height: 9,
      width: 9,
    });
    expect(await data.choose(made!.id)).toBe(false);
    await vi.waitFor(() => expect(data.sheet.page).toMatchObject({ kind: 'set', part: 'add' }));
    expect(session.experiment?.data).toBe('xo');
  });
});

/** The sheet's code for sets is fetched when it is first wanted. */
async function openedBrowser(id: DataSetId = 'xo', part: SetPart = 'train'): Promise<SetBrowser> {
  data.sheet.openSet(id, part);
  const browser = await vi.waitFor(() => {
    const { page } = data.sheet;
    if (page?.kind !== 'set') throw new Error('The sheet shows no set.');
    return page.browser;
  });
  await settle();
  return browser;
}

describe('the browser', () => {
  it('shows a split, a class, or what is misread', async () => {
    const browser = await openedBrowser();
    expect(browser.browsed?.total).toBe(10);
    expect(browser.summary?.train.counts).toEqual([5, 5]);
    await browser.show({ label: 1, mistakes: true });
    expect(browser.browsed?.pictures.map(({ index }) => index)).toEqual([1, 3, 5, 7, 9]);
    data.sheet.showPart('test');
    await settle();
    expect(browser.browsed?.pictures.map(({ index }) => index)).toEqual([1, 3]);
  });

  it('drops an answer that another wish has overtaken', async () => {
    const browser = await openedBrowser();
    const answer = worker.browse;
    let late: (() => void) | undefined;
    worker.browse = async (request) => {
      if (request.label === 0) await new Promise<void>((done) => (late = done));
      return answer(request);
    };
    const first = browser.show({ label: 0 });
    await browser.show({ label: 1 });
    late?.();
    await first;
    expect(browser.browsed?.pictures.every(({ label }) => label === 1)).toBe(true);
  });

  it('relabels in a copy of a built-in set, says so, and takes it back', async () => {
    const browser = await openedBrowser();
    browser.choose(2);
    await browser.relabel(1);
    expect(browser.id).toBe('kept:1');
    expect(browser.said).toContain('X and O, changed');
    expect(worker.labels('xo', 'train')[2]).toBe(0);
    expect(worker.labels('kept:1', 'train')[2]).toBe(1);
    expect(browser.picture).toMatchObject({ index: 2, label: 1 });
    await browser.undo();
    expect(worker.labels('kept:1', 'train')[2]).toBe(0);
    expect(browser.summary?.canUndo).toBe(false);
  });

  it('deletes, and goes on with the picture that takes the place', async () => {
    const browser = await openedBrowser();
    browser.choose(9);
    await browser.remove();
    expect(browser.browsed?.total).toBe(9);
    expect(browser.chosen).toBe(8);
  });

  it('says why a change failed, and leaves all as it was', async () => {
    const browser = await openedBrowser();
    browser.choose(0);
    worker.refuse = 'removePictures';
    await browser.remove();
    expect(browser.problem).toBe('No removePictures train 0.');
    expect(browser).toMatchObject({ id: 'xo', busy: false });
    expect(data.sheet.changed).toBeUndefined();
  });

  it('sets the run up anew when it closes, with the set that was changed', async () => {
    const browser = await openedBrowser();
    browser.choose(0);
    await browser.remove();
    await browser.remove();
    expect(data.sheet.changed?.id).toBe('kept:1');
    worker.calls = [];
    await data.sheet.close();
    expect(session.setUp?.experiment).toMatchObject({ data: 'kept:1', network: 'softmax' });
    expect(data.note).toContain('X and O, changed');
    expect(data.sheet.page).toBeUndefined();
  });

  it('leaves the run alone when another set was changed', async () => {
    await taken('a.npz');
    await data.choose('xo');
    const { run } = session;
    const browser = await openedBrowser('kept:1');
    browser.choose(0);
    await browser.remove();
    await data.sheet.close();
    expect(session.run).toBe(run);
  });
});

describe('a set of the visitor’s own', () => {
  it('grows by drawings, every tenth of which is for testing', async () => {
    const made = await createSet(data, {
      title: 'Suns',
      classNames: ['sun', 'moon'],
      channels: 1,
      height: 9,
      width: 9,
    });
    const browser = await openedBrowser(made!.id, 'add');
    const collector = new Collector(worker, browser);
    await collector.choose(1);
    for (let i = 0; i < 5; ++i) expect(await collector.addDrawing({ strokes: [] })).toBe(true);
    expect(browser.summary?.train.counts).toEqual([0, 4]);
    expect(browser.summary?.test.counts).toEqual([0, 1]);
    expect(browser.said).toContain('for testing');
    expect(collector.recent).toHaveLength(5);
    await collector.undo();
    expect(collector.recent).toHaveLength(4);
    // What cannot be shown is said; what was shown stays.
    worker.refuse = 'browse train 1';
    await collector.choose(1);
    expect(browser.problem).toMatch(/^No browse train 1/);
    expect(collector.recent).toHaveLength(4);
    worker.refuse = '';
    // A quick hand does not wait for the page: none is lost, and each is of the class it was drawn for.
    const quick = [1, 1, 0, 0].map(async (label) => {
      void collector.choose(label);
      return collector.addDrawing({ strokes: [] });
    });
    expect(browser.busy).toBe(true);
    expect(await Promise.all(quick)).toEqual([true, true, true, true]);
    expect(browser.busy).toBe(false);
    const { train, test } = browser.summary!;
    expect(train.counts.map((count, label) => count + test.counts[label]!)).toEqual([2, 6]);
  });

  it('grows by files, which are looked at before they are taken', async () => {
    const made = await createSet(data, {
      title: 'Suns',
      classNames: ['sun', 'moon'],
      channels: 1,
      height: 9,
      width: 9,
    });
    const browser = await openedBrowser(made!.id, 'add');
    const collector = new Collector(worker, browser);
    await collector.choose(1);
    worker.calls = [];
    expect(await data.open(picked('a.webp'), collector.purpose)).toBe(true);
    expect(worker.calls).toEqual([`lookAtFiles a.webp into ${made!.id} 1`]);
    expect(data.found?.purpose?.forClass).toEqual({ set: 'Suns', name: 'moon' });
    expect(browser.summary?.train.counts).toEqual([0, 0]);
    await data.found!.take();
    expect(browser.summary?.train.counts).toEqual([0, 1]);
    expect(browser.said).toBe('Added to moon: one picture.');
    expect(collector.recent).toHaveLength(1);
    expect(data.sheet.page).toMatchObject({ kind: 'set', part: 'add' });
  });

  it('gives way to X and O when it is removed while in use', async () => {
    await taken('a.npz');
    expect(session.experiment?.data).toBe('kept:1');
    expect(await removeSet(data, 'kept:1', true)).toBe(true);
    expect(session.experiment?.data).toBe('xo');
    expect(data.listing.kept).toEqual([]);
  });
});
