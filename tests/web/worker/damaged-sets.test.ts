import { expect, it } from 'vitest';
import { experimentOf } from '../../../web/protocol/experiment';
import { KeptSets } from '../../../web/worker/data/kept-sets';
import { damages } from './damages';
import { memorySets } from './memory-store';
import { request, service as makeService } from './service-harness';
import { engine } from './watched-engine';

const side = 9;

/** Pictures of X's and O's size, each of one shade. */
function pictures(labels: number[]) {
  const pixels = Uint8Array.from({ length: labels.length * side * side }, (_, i) => i % 251);
  return { pixels, labels: Uint8Array.from(labels) };
}

/** A worker and two sets that its browser keeps; one is to be damaged. */
async function keptSets() {
  const store = memorySets();
  const sets = new KeptSets(store);
  const shape = { channels: 1, height: side, width: side, classNames: ['a', 'b'] };
  const split = { train: pictures([0, 1, 0, 1]), test: pictures([0, 1]) };
  await sets.keep({ title: 'Other', ...shape, ...split }, 'Drawn.');
  await sets.keep({ title: 'Mine', ...shape, ...split }, 'Drawn.');
  const { service } = makeService({ sets: { store } });
  const preset = engine.presets().find(({ name }) => name === 'xo-three-filters')!;
  const experiment = experimentOf(preset, 'kept:mine');
  return { store, service, experiment, whole: structuredClone(store.sets.get('kept:mine')!) };
}

/** What no visitor should have to read. */
const unsaid = /NaN|undefined|is not|Cannot|object Object|Invalid|out of bounds|expected/;
const damaged = 'What this browser keeps of the data set “mine” is damaged: it cannot be read.';
const problem = 'One kept data set is damaged and cannot be read; the others are here.';

/** Trains a step on the set; why that cannot be, if it cannot. */
async function train({ service, experiment }: Awaited<ReturnType<typeof keptSets>>, run: number) {
  try {
    await service.setUp(run, experiment);
  } catch (error) {
    return (error as Error).message;
  }
  await service.step(run);
  const { step } = await service.frame({ ...request(run), picture: { kind: 'test', index: 0 } });
  expect(step).toBe(1);
  return undefined;
}

it('a set whose record is damaged at any place is listed with figures or counted, beside the others', async () => {
  const worker = await keptSets();
  const { store, service, whole } = worker;
  const wrong: string[] = [];
  let run = 0;
  let lost = 0;
  for (const [where, value] of damages(whole.record)) {
    const record = value as typeof whole.record;
    // Another version each time: what is in memory must not stand in for it.
    if (!where.startsWith('version')) record.version = run + 2;
    store.sets.set('kept:mine', { ...whole, record });
    const told = await service.dataSets();
    const figures = told.kept.flatMap(({ trainCount, testCount, bytes }) => [
      ...[trainCount, testCount, bytes],
    ]);
    const sound = figures.every((figure) => Number.isSafeInteger(figure) && figure >= 0);
    const others = told.kept.some(({ title }) => title === 'Other');
    const counted = told.kept.length === 2 || told.problem === problem;
    const said = (await train(worker, ++run)) ?? '';
    if (!sound || !others || !counted || unsaid.test(said)) wrong.push(`${where}: ${said}`);
    if (told.kept.length === 1) lost += 1;
  }
  expect(wrong).toEqual([]);
  expect(lost).toBeGreaterThan(200);
});

it('a set whose pictures are damaged is refused in a sentence', async () => {
  const worker = await keptSets();
  const { store, whole } = worker;
  let run = 0;
  for (const [where, parts] of damages(whole.parts)) {
    const record = { ...whole.record, version: run + 2 };
    store.sets.set('kept:mine', { record, parts: parts as typeof whole.parts });
    expect(await train(worker, ++run), where).toBe(damaged);
  }
  const other = { ...whole.parts, trainLabels: whole.parts.trainLabels.map((label) => 1 - label) };
  store.sets.set('kept:mine', { record: { ...whole.record, version: 999 }, parts: other });
  expect(await train(worker, ++run)).toBeUndefined();
  const foreign = { ...whole.parts, trainLabels: whole.parts.trainLabels.map(() => 7) };
  store.sets.set('kept:mine', { record: { ...whole.record, version: 1000 }, parts: foreign });
  expect(await train(worker, run + 1)).toBe(damaged);
});

const unread =
  'What this browser keeps of the data set “mine” cannot be read: its storage does not answer.';

it('says that the browser does not answer where a set is asked for, not that it was removed', async () => {
  const worker = await keptSets();
  worker.store.record = () => Promise.reject(new Error('its storage does not answer'));
  expect(await train(worker, 1)).toBe(unread);
  worker.store.record = async () => worker.whole.record;
  worker.store.read = () => Promise.reject(new Error('its storage does not answer'));
  expect(await train(worker, 2)).toBe(unread);
});
