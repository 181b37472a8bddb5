import { beforeEach, describe, expect, it } from 'vitest';
import type { Findings } from '../../../web/protocol/looking';
import { whatItIs } from '../../../web/client/data/found/found-words';
import type { Found } from '../../../web/client/data/found/found.svelte';
import { DataSource } from '../../../web/client/data/source.svelte';
import { ShownRun } from '../../../web/client/run/shown-run.svelte';
import { findingsOf, picked } from './data-double';
import { settle, WorkerDouble } from './worker-double';

let worker: WorkerDouble;
let session: ShownRun;
let data: DataSource;

/** Calls that look at files, take or forget them. */
const calls = () => worker.calls.filter((call) => /look|take|forget/.test(call));

/** A promise that a test keeps when it likes. */
function later<T>() {
  let [keep, fail] = [(_: T): void => undefined, (_: Error): void => undefined];
  const promise = new Promise<T>((done, failed) => ([keep, fail] = [done, failed]));
  return { promise, keep, fail };
}

beforeEach(async () => {
  worker = new WorkerDouble();
  session = new ShownRun(worker, () => undefined);
  data = new DataSource(worker, session);
  await session.build((await session.load('', 'http://127.0.0.1/'))!);
  worker.calls = [];
});

async function opened(name = 'a.csv'): Promise<Found> {
  await data.open(picked(name));
  return data.found!;
}

/** Chosen values by name, as the comboboxes show them. */
const chosen = (found: Found) =>
  Object.fromEntries(found.choices.map((choice) => [choice.name, found.value(choice)]));

describe('files that are opened', () => {
  it('are shown before anything is taken, with what can be chosen otherwise', async () => {
    const found = await opened();
    expect(calls()).toEqual(['lookAtFiles a.csv']);
    expect(data.busy).toBe(false);
    expect(session.experiment?.data).toBe('xo');
    // One way to fit is none to choose.
    expect(chosen(found)).toEqual({ labels: 'first', ink: 'dark' });
  });

  it('are taken at once where they are known, and it is said', async () => {
    expect(await data.open(picked('known.npz'))).toBe(true);
    expect(data.found).toBeUndefined();
    expect(data.known).toBe('“Known” was recognised, and is taken as it is.');
    expect(session.experiment?.data).toBe('kept:1');
    await data.choose('xo');
    expect(data.known).toBeUndefined();
  });

  it('that are none are not looked at', async () => {
    expect(await data.open([])).toBe(false);
    expect(session.alert).toBeUndefined();
    expect(await data.open(picked('.DS_Store'))).toBe(false);
    expect(session.alert).toBe('No file was found in what was opened.');
    expect(calls()).toEqual([]);
  });

  it('replace what is shown, and what is wrong with them is said beside it', async () => {
    const first = await opened();
    worker.refuse = 'lookAtFiles film';
    expect(await data.open(picked('film.mp4'))).toBe(false);
    expect(data.found).toBe(first);
    expect(first.problem).toBe('No lookAtFiles film.mp4.');
    expect(session.alert).toBeUndefined();
    await data.open(picked('b.csv'));
    expect(data.found).not.toBe(first);
    expect(data.found?.problem).toBeUndefined();
  });

  it('are given up at once, and looked at no more when they come after all', async () => {
    const look = later<void>();
    const answer = worker.lookAtFiles;
    worker.lookAtFiles = async (...given) => {
      await look.promise;
      return answer(...given);
    };
    const opening = data.open(picked('a.csv'));
    await settle();
    expect(data.busy).toBe(true);
    data.cancel();
    expect(data.busy).toBe(false);
    expect(await opening).toBe(false);
    expect(session.alert).toBeUndefined();
    look.keep();
    await settle();
    expect(data.found).toBeUndefined();
    expect(calls()).toEqual(['lookAtFiles a.csv', 'forgetFiles']);
  });

  it('give way to others that are dropped meanwhile', async () => {
    const look = later<void>();
    const answer = worker.lookAtFiles;
    worker.lookAtFiles = async (given, ...others) => {
      if (given[0]!.path === 'a.csv') {
        await look.promise;
        throw new Error('The load was cancelled.');
      }
      return answer(given, ...others);
    };
    const first = data.open(picked('a.csv'));
    await settle();
    const second = data.open(picked('b.csv'));
    await settle();
    // The worker is through with the first before it is asked for the second.
    expect(calls()).toEqual([]);
    look.keep();
    expect(await first).toBe(false);
    expect(await second).toBe(true);
    expect(calls()).toEqual(['lookAtFiles b.csv']);
    expect(data.found).toBeDefined();
    expect(session.alert).toBeUndefined();
  });

  it('wait for a download that is under way, and it is said', async () => {
    const download = later<never>();
    worker.loadMnist = () => download.promise;
    const loading = data.load('download');
    expect(await data.open(picked('a.csv'))).toBe(false);
    expect(session.alert).toContain('Something else is being loaded');
    expect(data.busy).toBe(true);
    download.fail(new Error('No connection.'));
    expect(await loading).toBe(false);
    expect(calls()).toEqual([]);
  });
});

describe('other choices', () => {
  it('are asked for together, and shown at once', async () => {
    const found = await opened();
    found.choose('ink', 'light');
    expect(found.looking).toBe(true);
    expect(chosen(found)).toEqual({ labels: 'first', ink: 'light' });
    // What was found stays in sight until the answer.
    expect(found.findings.pictures).toHaveLength(1);
    found.choose('labels', 'second');
    await settle();
    expect(found.looking).toBe(false);
    expect(calls().slice(1)).toEqual([
      'lookAgain {"ink":"light"}',
      'lookAgain {"ink":"light","labels":"second"}',
    ]);
    expect(found.names).toEqual(['A', 'B', 'C']);
    await found.take();
    expect(calls().at(-1)).toBe('takeFiles {"labels":"second","ink":"light"}');
  });

  it('show the newest answer, whichever comes last', async () => {
    const found = await opened();
    const [first, second] = [later<Findings>(), later<Findings>()];
    const answers = [first, second];
    worker.lookAgain = () => answers.shift()!.promise;
    found.choose('labels', 'second');
    found.choose('labels', 'first');
    second.keep(findingsOf({ labels: 'first' }));
    await settle();
    expect(found.looking).toBe(false);
    first.fail(new Error('Nobody waits for this.'));
    await settle();
    expect(found.problem).toBeUndefined();
    expect(found.names).toEqual(['0', '1']);
  });

  it('that fail are taken back, and it is said why', async () => {
    const found = await opened();
    found.choose('ink', 'light');
    await settle();
    worker.refuse = 'lookAgain';
    found.choose('labels', 'second');
    // Who is quicker than the answer has not seen it.
    await found.take();
    expect(calls().at(-1)).toContain('lookAgain');
    expect(found.problem).toContain('No lookAgain');
    expect(chosen(found)).toEqual({ labels: 'first', ink: 'light' });
    await found.take();
    expect(calls().at(-1)).toBe('takeFiles {"ink":"light"}');
  });

  it('keep the place of what was offered once', async () => {
    const found = await opened();
    const { lookAgain } = worker;
    worker.lookAgain = async (choices) => {
      const findings = await lookAgain(choices);
      const choicesLeft = findings.choices.map((choice) =>
        choice.name === 'ink' ? { ...choice, options: choice.options.slice(0, 1) } : choice,
      );
      return { ...findings, choices: choicesLeft };
    };
    found.choose('labels', 'second');
    await settle();
    expect(chosen(found)).toEqual({ labels: 'second', ink: 'dark' });
  });

  it('can make it impossible to take, which is said and not tried', async () => {
    const found = await opened();
    const problem = 'There are 20 pictures and 19 labels.';
    worker.lookAgain = async (choices) => ({ ...findingsOf(choices), problem });
    found.choose('labels', 'second');
    await settle();
    expect(found.hindrance).toBe(problem);
    await found.take();
    expect(calls()).toEqual(['lookAtFiles a.csv']);
    expect(data.found).toBe(found);
  });
});

describe('names of classes', () => {
  it('are asked for once they are whole, and taken with the rest', async () => {
    const found = await opened();
    expect(found.namesText).toBe('0, 1');
    found.draft = 'cat';
    expect(found.namesProblem).toBe('There are 2 classes, and here is 1 name.');
    found.rename();
    expect(calls()).toEqual(['lookAtFiles a.csv']);
    await found.take();
    expect(calls()).toEqual(['lookAtFiles a.csv']);
    found.draft = 'cat dog';
    found.rename();
    await settle();
    expect(found.draft).toBeUndefined();
    expect(found.namesText).toBe('cat, dog');
    await found.take();
    expect(calls().slice(1)).toEqual([
      'lookAgain {"classNames":["cat","dog"]}',
      'takeFiles {"classNames":["cat","dog"]}',
    ]);
  });

  it('that are typed and not left yet are taken too', async () => {
    const found = await opened();
    found.draft = 'cat, dog';
    await found.take();
    expect(calls().slice(1)).toEqual([
      'lookAgain {"classNames":["cat","dog"]}',
      'takeFiles {"classNames":["cat","dog"]}',
    ]);
  });

  it('stay with other ink, and go with other labels', async () => {
    const found = await opened();
    found.draft = 'cat, dog';
    found.rename();
    found.choose('ink', 'light');
    await settle();
    expect(found.namesText).toBe('cat, dog');
    found.choose('labels', 'second');
    await settle();
    expect(calls().at(-1)).toBe('lookAgain {"ink":"light","labels":"second"}');
    expect(found.namesText).toBe('A, B, C');
  });

  it('that the visitor is in the middle of stay in the textbox', async () => {
    const found = await opened();
    found.draft = 'cat, d';
    found.choose('labels', 'second');
    await settle();
    expect(found.namesText).toBe('cat, d');
    expect(found.namesProblem).toBe('There are 3 classes, and here are 2 names.');
  });

  it('that are as they were ask for nothing', async () => {
    const found = await opened();
    found.draft = '0,1';
    found.rename();
    expect(found).toMatchObject({ draft: undefined, looking: false });
  });
});

describe('what was found', () => {
  it('is not taken when more is to be checked than was shown', async () => {
    const found = await opened();
    const { lookAgain } = worker;
    worker.lookAgain = async (choices) => {
      const findings = await lookAgain(choices);
      return { ...findings, checks: [...findings.checks, 'Half of the pictures are empty.'] };
    };
    found.choose('labels', 'second');
    await found.take();
    expect(data.found).toBe(found);
    expect(found.findings.checks).toHaveLength(2);
    // Now it was shown.
    await found.take();
    expect(data.found).toBeUndefined();
    expect(session.experiment?.data).toBe('kept:1');
  });

  it('stays when it cannot be taken, and it is said why', async () => {
    const found = await opened();
    worker.refuse = 'takeFiles';
    await found.take();
    expect(found.problem).toBe('No takeFiles {}.');
    expect(data).toMatchObject({ found, busy: false, problem: undefined });
    worker.refuse = '';
    await found.take();
    expect(data.found).toBeUndefined();
  });

  it('stays when the taking is given up', async () => {
    const found = await opened();
    const take = later<never>();
    worker.takeFiles = () => take.promise;
    const taking = found.take();
    await settle();
    expect(data.busy).toBe(true);
    data.cancel();
    await taking;
    expect(data).toMatchObject({ found, busy: false });
    expect(found.problem).toBeUndefined();
    take.fail(new Error('The load was cancelled.'));
    await settle();
    expect(found.problem).toBeUndefined();
  });

  it('is not taken when other files have come in its place', async () => {
    const found = await opened();
    const again = later<Findings>();
    worker.lookAgain = () => again.promise;
    found.choose('ink', 'light');
    const taking = found.take();
    await data.open(picked('b.csv'));
    again.keep(findingsOf({ ink: 'light' }));
    await taking;
    expect(calls()).toEqual(['lookAtFiles a.csv', 'lookAtFiles b.csv']);
    expect(data.found).toBeDefined();
  });

  it('is forgotten when it is left', async () => {
    const found = await opened();
    found.cancel();
    expect(data.found).toBeUndefined();
    expect(calls().at(-1)).toBe('forgetFiles');
    expect(session.experiment?.data).toBe('xo');
  });
});

describe('the sentence of what it is', () => {
  const base = { ...findingsOf({}), trainCount: 200, testCount: 50, height: 28, width: 28 };

  it.each<[string, Partial<Findings>]>([
    ['200 pictures of 28×28 pixels, grey, in 2 classes; 50 more for testing.', {}],
    ['200 pictures of 28×28 pixels, grey, in 2 classes; none for testing.', { testCount: 0 }],
    ['50 pictures of 28×28 pixels, grey, in 2 classes, all for testing.', { trainCount: 0 }],
    [
      'One picture of 32×20 pixels, in colour, in one class; none for testing.',
      {
        ...{ trainCount: 1, testCount: 0, channels: 3, height: 20, width: 32 },
        classes: [{ name: 'cat', train: 1, test: 0 }],
      },
    ],
    ['250 pictures of 28×28 pixels, grey.', { classes: [] }],
    ['No pictures.', { trainCount: 0, testCount: 0 }],
  ])('says: %s', (words, findings) => {
    expect(whatItIs({ ...base, ...findings })).toBe(words);
  });

  it('says which class pictures are for', () => {
    expect(whatItIs({ ...base, testCount: 0 }, { set: 'Suns', name: 'moon' })).toBe(
      '200 pictures for the class “moon” of “Suns”, brought to 28×28 pixels, grey.',
    );
  });
});
