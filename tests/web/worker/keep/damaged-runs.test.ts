import { afterEach, expect, it } from 'vitest';
import { keepService } from '../../../../web/worker/keep/keep-service';
import { damages } from '../damages';
import { experiment, rateOf, request, service as makeService } from '../service-harness';
import { memoryLocks, memoryRuns } from './memory-runs';

let run = 0;
afterEach(() => (run = 0));

/** A worker, a new run in it, and the copy of one of four steps that its browser keeps. */
async function keptCopy() {
  const store = memoryRuns();
  const { service } = makeService();
  const keep = keepService(service.host, {
    store,
    claims: memoryLocks().tab(),
    now: () => 0,
    date: () => 1_000_000,
    later: () => undefined,
  });
  const begin = async () => void (await service.setUp(++run, experiment));
  await begin();
  for (let i = 0; i < 3; ++i) await service.step(run);
  await service.change(run, rateOf(0.5));
  await service.step(run);
  await expect.poll(() => service.host.of(run).isMeasuring).toBe(false);
  const { id } = await keep.copyRun(run, 'Mine');
  const whole = structuredClone(store.runs.get(id)!);
  return { service, keep, store, begin, whole, id };
}

/** What no visitor should have to read. */
const unsaid = /NaN|undefined|is not|Cannot|object Object|Invalid/;

it('a record that is damaged at any place is listed with figures or counted, beside the others', async () => {
  const { keep, store, whole } = await keptCopy();
  const problem = 'One kept run is damaged and cannot be read; the others are here.';
  const wrong: string[] = [];
  let damaged = 0;
  for (const [where, record] of damages(whole.record)) {
    store.runs.clear();
    store.runs.set('other', { ...whole, record: { ...whole.record, id: 'other' } });
    store.runs.set('damaged', { ...whole, record: record as typeof whole.record });
    const list = await keep.keptRuns();
    const figures = list.runs.flatMap(({ step, epoch, bytes, savedAt, parameterCount }) => [
      ...[step, epoch, bytes, savedAt, parameterCount],
    ]);
    const told = figures.every((figure) => figure >= 0 && figure <= Number.MAX_SAFE_INTEGER);
    const others = list.runs.some(({ id }) => id === 'other');
    const counted = list.runs.length === 2 || list.problem === problem;
    if (!told || !others || !counted) wrong.push(where);
    if (list.runs.length === 1) damaged += 1;
  }
  expect(wrong).toEqual([]);
  expect(damaged).toBeGreaterThan(100);
});

it('a state that is damaged at any place goes on where it was, or is refused in a sentence', async () => {
  const { keep, store, begin, service, whole, id } = await keptCopy();
  const wrong: string[] = [];
  let refused = 0;
  for (const [where, state] of damages(whole.state)) {
    store.runs.set(id, { record: whole.record, state: state as typeof whole.state });
    await begin();
    const problem = await keep.resumeRun(run, id).then(
      () => undefined,
      (error: unknown) => (error as Error).message,
    );
    const expected = problem === undefined ? 4 : 0;
    const { step, epoch } = await service.frame(request(run));
    await service.step(run);
    const next = await service.frame(request(run));
    const goes = step === expected && next.step === expected + 1 && epoch >= 0 && epoch <= 1;
    if (!goes || (problem !== undefined && unsaid.test(problem)))
      wrong.push(`${where}: ${problem}`);
    if (problem !== undefined) refused += 1;
  }
  expect(wrong).toEqual([]);
  expect(refused).toBeGreaterThan(300);
}, 60_000);

it('a checkpoint with any byte changed is refused, and the run stays as it was', async () => {
  const { keep, store, service, begin, whole, id } = await keptCopy();
  await begin();
  const { checkpoint } = whole.state;
  for (let at = 0; at < checkpoint.length; at += 7) {
    const changed = checkpoint.slice();
    changed[at]! ^= 1 << (at % 8);
    store.runs.set(id, { record: whole.record, state: { ...whole.state, checkpoint: changed } });
    await expect(keep.resumeRun(run, id), `byte ${at}`).rejects.toThrow(/^checkpoint: expected/);
  }
  expect((await service.frame(request(run))).step).toBe(0);
});
