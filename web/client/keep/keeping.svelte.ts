import type { Experiment } from '../../protocol/experiment';
import type { KeepApi, KeepStatus, KeptRunList, ListedRun } from '../../protocol/keep';
import { withLive } from '../../protocol/live-change';
import type { DataSource } from '../data/source.svelte';
import { sentence } from '../data/data-words';
import * as format from '../words/format';
import { late } from '../../protocol/late';
import type { ShownRun } from '../run/shown-run.svelte';
import { closedAt, rememberClosing, rememberRun, rememberedRun } from './tab-memory';
import { context } from '../context';

/** Wanted where there are kept runs. */
const choosing = late(() => import('./choose'));

/** The runs that this browser keeps: the present one, restored ones, and the list of all. */
export class Keeping {
  open = $state(false);
  status = $state.raw<KeepStatus | undefined>();
  list = $state.raw<KeptRunList>({ runs: [] });
  /** The run that goes on after a reload, and a sentence on it; until it trains or it is dismissed. */
  restored = $state.raw<{ run: number; text: string } | undefined>();
  /** The run that began with weights that were there, whose they are, and what there is to know. */
  opened = $state.raw<{ run: number; from: string; note?: string } | undefined>();
  /** What failed, where the visitor acted. */
  problem = $state<string | undefined>();
  /** That nothing could be kept is said once. */
  private told = false;

  constructor(
    readonly api: KeepApi,
    private readonly session: ShownRun,
    private readonly data: DataSource,
  ) {}

  /** Follows the present run while the page is there. Returns the undoing. */
  follow(): () => void {
    const hidden = (): void => {
      if (document.visibilityState === 'hidden') void this.saveNow();
    };
    const closed = (): void => {
      const id = this.status?.id;
      if (id !== undefined) rememberClosing(id, Date.now());
    };
    document.addEventListener('visibilitychange', hidden);
    window.addEventListener('pagehide', closed);
    return () => {
      document.removeEventListener('visibilitychange', hidden);
      window.removeEventListener('pagehide', closed);
    };
  }

  /**
   * A link that is pasted into the address of the open page is opened as in a new one, once the present
   * run is kept; what the page writes there itself tells nobody. Returns the undoing.
   */
  followLinks(): () => void {
    const opened = (): void => {
      // A worker that is gone keeps nothing any more.
      const late = new Promise((next) => setTimeout(next, 2000));
      void Promise.race([this.saveNow(), late]).then(() => location.reload());
    };
    window.addEventListener('hashchange', opened);
    return () => window.removeEventListener('hashchange', opened);
  }

  /** A run has begun, or rests: what is kept of it is asked for now. */
  async ask(save = false): Promise<void> {
    const { run } = this.session;
    if (run === 0 || this.session.building) return;
    try {
      const status = await (save ? this.api.saveRun(run) : this.api.keepStatus(run));
      this.hear(run, status);
    } catch {
      // The run is over, or its worker is gone, which is told elsewhere.
    }
  }

  /** How it stands with a run, as the worker says when it changes. */
  hear(run: number, status: KeepStatus): void {
    if (run !== this.session.run) return;
    this.status = status;
    // What is kept at rest was measured meanwhile, maybe.
    if (status.saved ?? status.problem) this.session.refresh();
    rememberRun(status.id);
    if (status.problem && !this.told) {
      this.told = true;
      this.session.report(status.problem);
    }
  }

  async saveNow(): Promise<void> {
    await this.ask(true);
  }

  /** The run to go on with, when the page is opened; undefined when it begins anew. */
  async find(linked: Experiment | undefined): Promise<ListedRun | undefined> {
    const before = rememberedRun();
    for (let tries = 0; ; ++tries) {
      const { runs } = await this.api.keptRuns();
      if (runs.length === 0) return undefined;
      const run = (await choosing()).runToRestore({ runs, linked, before });
      // After a reload the page before may still be on its way out.
      const leaving = runs.some(({ id, open }) => id === before && open === 'elsewhere');
      if (run || !leaving || tries === 4) return run;
      await new Promise((next) => setTimeout(next, 150));
    }
  }

  /** Builds a kept run and goes on where it was. */
  async resume(run: ListedRun): Promise<boolean> {
    const { experiment } = run;
    if (experiment.data === 'mnist' && !(await this.data.fetchMnist())) {
      this.problem = 'This run was trained on MNIST, which is not in this browser: get it first.';
      return false;
    }
    let problem: unknown;
    const resume = async (number: number): Promise<void> => {
      await this.api.resumeRun(number, run.id).catch((error: unknown) => (problem = error));
    };
    const failed = (error: unknown): void => this.tell(sentence(error));
    if (!(await this.session.build(experiment, resume, undefined, failed))) return false;
    if (problem !== undefined) {
      this.tell(`The run could not go on where it was. ${sentence(problem)}`);
      return false;
    }
    // Only a run whose weights were changed by hand, or came from a file, is kept before it trains.
    if (run.step === 0) this.opened = { run: this.session.run, from: 'the run that was kept' };
    this.session.resumed = true;
    await this.ask();
    return true;
  }

  /** As `resume`, when the page is opened: says so. */
  async restore(run: ListedRun, linked?: Experiment): Promise<boolean> {
    if (!(await this.resume(run))) return false;
    // The address may tell of a change that there was no time to keep.
    if (linked) await this.session.change(withLive(run.experiment, linked));
    const when = (await choosing()).savedWhen(run.savedAt, closedAt(run.id), Date.now());
    const text = `Restored: step ${format.count(run.step)}, ${when}.`;
    this.restored = { run: this.session.run, text };
    return true;
  }

  async startAnew(): Promise<void> {
    this.restored = undefined;
    await this.session.reset();
  }

  async show(): Promise<void> {
    this.open = true;
    this.problem = undefined;
    await this.ask(true);
    await this.refresh();
  }

  async refresh(): Promise<void> {
    this.list = await this.api.keptRuns();
  }

  /** Where the visitor looks. */
  private tell(problem: string): void {
    if (this.open) this.problem = problem;
    else this.session.report(problem);
  }
}

export const [provideKeeping, useKeeping] = context<Keeping>('keeping');
