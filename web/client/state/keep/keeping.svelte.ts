import { decodeExperiment, encodeExperiment, type Experiment } from '../../../shared/experiment';
import type { KeepStatus, KeptRunList, ListedRun } from '../../../shared/keep';
import { liveFields } from '../../../shared/live-fields';
import type { PageApi } from '../../../shared/page-api';
import type { DataSource } from '../data.svelte';
import { sentence } from '../data/words';
import * as format from '../format';
import type { Session } from '../session.svelte';
import { runToRestore, savedWhen } from './choose';
import { closedAt, rememberClosing, rememberRun, rememberedRun } from './tab-memory';

/** The runs that this browser keeps: the present one, restored ones, and the list of all. */
export class Keeping {
  open = $state(false);
  status = $state.raw<KeepStatus | undefined>();
  list = $state.raw<KeptRunList>({ runs: [] });
  /** The run that goes on after a reload, and a sentence on it; until it trains or it is dismissed. */
  restored = $state.raw<{ run: number; text: string } | undefined>();
  /** What failed, where the visitor acted. */
  problem = $state<string | undefined>();
  /** What was done, for a moment. */
  done = $state<string | undefined>();
  busy = $state(false);
  /** That nothing could be kept is said once. */
  private told = false;

  constructor(
    private readonly api: PageApi,
    private readonly session: Session,
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
      const run = runToRestore({ runs, linked, before });
      // After a reload the page before may still be on its way out.
      const leaving = runs.some(({ id, open }) => id === before && open === 'elsewhere');
      if (run || !leaving || tries === 4) return run;
      await new Promise((next) => setTimeout(next, 150));
    }
  }

  /** Builds a kept run and goes on where it was. */
  async resume(run: ListedRun): Promise<boolean> {
    const experiment = this.checked(run.experiment);
    if (experiment.data === 'mnist' && !(await this.data.fetchMnist())) {
      this.problem = 'This run was trained on MNIST, which is not in this browser: get it first.';
      return false;
    }
    let problem: unknown;
    const built = await this.session.build(experiment, async (number) => {
      await this.api.resumeRun(number, run.id).catch((error: unknown) => (problem = error));
    });
    if (!built) return false;
    if (problem !== undefined) {
      this.session.report(`The run could not go on where it was. ${sentence(problem)}`);
      return false;
    }
    await this.ask();
    return true;
  }

  /** As `resume`, when the page is opened: says so. */
  async restore(run: ListedRun, linked?: Experiment): Promise<boolean> {
    if (!(await this.resume(run))) return false;
    // The address may tell of a change that there was no time to keep.
    if (linked) for (const field of liveFields) await this.session.tune(field, linked[field]);
    const when = savedWhen(run.savedAt, closedAt(run.id), Date.now());
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
    this.problem = this.done = undefined;
    await this.ask(true);
    await this.refresh();
  }

  async refresh(): Promise<void> {
    this.list = await this.api.keptRuns();
  }

  async openRun(run: ListedRun): Promise<void> {
    await this.act(async () => {
      if (await this.resume(run)) this.open = false;
    });
  }

  async copy(name: string): Promise<void> {
    await this.act(async () => {
      const copy = await this.api.copyRun(this.session.run, name);
      this.done = `Kept: ${copy.name || copy.network}, step ${format.count(copy.step)}.`;
    });
  }

  async rename(id: string, name: string): Promise<void> {
    await this.act(() => this.api.renameRun(id, name));
  }

  async remove(id: string): Promise<void> {
    await this.act(() => this.api.removeRun(id));
  }

  /** Hands the weights of the present run, or of a copy, to the browser as a file. */
  async download(id?: string): Promise<void> {
    await this.act(async () => {
      const of = id === undefined ? { run: this.session.run } : { id };
      const { name, bytes } = await this.api.modelFile(of);
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
      link.download = name;
      link.click();
      // The browser has to have begun with it.
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    });
  }

  /** Weights from a file, into the network that the file names if it fits the data that are here. */
  async openModel(file: File): Promise<void> {
    await this.act(async () => {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const { network, link } = await this.api.modelFileRemarks(bytes);
      const wanted = this.experimentFor(network, link);
      if (wanted && !(await this.session.build(wanted))) return;
      await this.api.openModelFile(this.session.run, bytes);
      this.session.showLastTest();
      this.open = false;
    });
  }

  /** Undefined where the present run is the one to put the weights into. */
  private experimentFor(network?: string, link?: string): Experiment | undefined {
    const { experiment, engine } = this.session;
    if (!experiment || !engine) return undefined;
    const linked = link === undefined ? undefined : this.decoded(link);
    if (linked && linked.data !== 'mnist' && linked.data === experiment.data) return linked;
    if (linked && linked.network === network) return { ...linked, data: experiment.data };
    return undefined;
  }

  /** A kept experiment may be of an earlier page: what it says is read as a link's is. */
  private checked(experiment: Experiment): Experiment {
    return this.decoded(encodeExperiment(experiment)) ?? experiment;
  }

  private decoded(link: string): Experiment | undefined {
    const { engine } = this.session;
    return engine && decodeExperiment(link, engine.presets, this.data.listing.kept).experiment;
  }

  private async act(work: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.problem = this.done = undefined;
    try {
      await work();
    } catch (error) {
      this.problem = sentence(error);
    } finally {
      this.busy = false;
    }
    await this.refresh().catch(() => undefined);
  }
}
