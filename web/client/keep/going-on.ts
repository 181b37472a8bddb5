import type { Experiment } from '../../protocol/experiment';
import type { KeepApi, ListedRun } from '../../protocol/keep';
import { withLive } from '../../protocol/live-change';
import { sentence } from '../data/data-words';
import type { DataSource } from '../data/source.svelte';
import type { ShownRun } from '../run/shown-run.svelte';
import * as format from '../words/format';
import { runToRestore, savedWhen } from './choose';
import { closedAt, rememberedRun } from './tab-memory';

/** What goes on with runs: `Keeping`, as far as it is wanted here. */
interface GoesOn {
  readonly api: KeepApi;
  readonly session: ShownRun;
  readonly data: DataSource;
  opened: { run: number; from: string } | undefined;
  restored: { run: number; text: string } | undefined;
  problem: string | undefined;
  ask(): Promise<void>;
  tell(problem: string): void;
}

/** The run of these to go on with, when the page is opened; undefined when it begins anew. */
export async function find(
  { api }: GoesOn,
  linked: Experiment | undefined,
  listed: readonly ListedRun[],
): Promise<ListedRun | undefined> {
  const before = rememberedRun();
  let runs = listed;
  for (let tries = 0; ; ++tries) {
    const run = runToRestore({ runs, linked, before });
    // After a reload the page before may still be on its way out.
    const leaving = runs.some(({ id, open }) => id === before && open === 'elsewhere');
    if (run || !leaving || tries === 4) return run;
    await new Promise((next) => setTimeout(next, 150));
    runs = (await api.keptRuns()).runs;
  }
}

/** As `Keeping.resume`. */
export async function resume(keeping: GoesOn, run: ListedRun): Promise<boolean> {
  const { api, data, session } = keeping;
  const { experiment } = run;
  if (experiment.data === 'mnist' && !(await data.fetchMnist())) {
    keeping.problem = 'This run was trained on MNIST, which is not in this browser: get it first.';
    return false;
  }
  let problem: unknown;
  const goOn = async (number: number): Promise<void> => {
    await api.resumeRun(number, run.id).catch((error: unknown) => (problem = error));
  };
  const failed = (error: unknown): void => keeping.tell(sentence(error));
  if (!(await session.build(experiment, goOn, undefined, failed))) return false;
  if (problem !== undefined) {
    keeping.tell(`The run could not go on where it was. ${sentence(problem)}`);
    return false;
  }
  // Only a run whose weights were changed by hand, or came from a file, is kept before it trains.
  if (run.step === 0) keeping.opened = { run: session.run, from: 'the run that was kept' };
  session.resumed = true;
  await keeping.ask();
  return true;
}

/** As `Keeping.restore`. */
export async function restore(
  keeping: GoesOn,
  run: ListedRun,
  linked?: Experiment,
): Promise<boolean> {
  if (!(await resume(keeping, run))) return false;
  const { session } = keeping;
  // The address may tell of a change that there was no time to keep.
  if (linked) await session.change(withLive(run.experiment, linked));
  const when = savedWhen(run.savedAt, closedAt(run.id), Date.now());
  keeping.restored = {
    run: session.run,
    text: `Restored: step ${format.count(run.step)}, ${when}.`,
  };
  return true;
}
