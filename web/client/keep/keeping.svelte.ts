import { isKept } from '../../protocol/data-sets';
import { decodeExperiment, encodeExperiment, type Experiment } from '../../protocol/experiment';
import type { KeepStatus, KeptRunList, ListedRun, ModelFileRemarks } from '../../protocol/keep';
import { liveFields } from '../../protocol/live-fields';
import type { PageApi } from '../../protocol/page-api';
import type { DataSource } from '../data/source.svelte';
import { sentence } from '../data/words';
import * as format from '../words/format';
import type { Session } from '../run/session.svelte';
import { runToRestore, savedWhen } from './choose';
import { refuse, runForModel, type ModelRun } from './model-run';
import { closedAt, rememberClosing, rememberRun, rememberedRun } from './tab-memory';

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

  /**
   * Weights from a file, into the network and on the data set that the file names; into the present
   * run's network where it names none. Where something is wrong, all stays as it was.
   */
  async openModel(file: File): Promise<void> {
    await this.act(async () => {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const remarks = await this.api.checkModelFile(bytes).catch(refuse('broken'));
      const wanted = await this.runFor(remarks);
      if (!wanted) await this.api.openModelFile(this.session.run, bytes).catch(refuse('chosen'));
      else if ('problem' in wanted) throw new Error(wanted.problem);
      else {
        let problem: unknown;
        const failed = (error: unknown): void => void (problem = error);
        const built = await this.session.build(wanted.experiment, undefined, bytes, failed);
        if (problem !== undefined) refuse('named')(problem);
        if (!built) return; // gave way to what was chosen meanwhile
      }
      const note = wanted?.note;
      this.opened = { run: this.session.run, from: file.name, ...(note ? { note } : {}) };
      this.session.alert = undefined;
      this.session.showLastTest();
      this.open = false;
    });
  }

  /** Undefined where the present run is the one to put the weights into. */
  private async runFor({ network, link, reads }: ModelFileRemarks): Promise<ModelRun | undefined> {
    const linked = link === undefined ? undefined : this.decoded(link);
    if (!linked) return undefined;
    if (network !== undefined && network !== linked.network) {
      return { problem: `The network that the file names is not known here: ${network}.` };
    }
    const { kept } = this.data.listing;
    const here =
      linked.data === 'mnist'
        ? await this.data.fetchMnist()
        : !isKept(linked.data) || kept.some(({ id, lacks }) => id === linked.data && !lacks);
    return runForModel(linked, here, reads, this.session.setUp);
  }

  /** A kept experiment may be of an earlier page: what it says is read as a link's is. */
  private checked(experiment: Experiment): Experiment {
    return this.decoded(encodeExperiment(experiment)) ?? experiment;
  }

  private decoded(link: string): Experiment | undefined {
    const { engine } = this.session;
    return engine && decodeExperiment(link, engine.presets, this.data.listing.kept).experiment;
  }

  /** Where the visitor looks. */
  private tell(problem: string): void {
    if (this.open) this.problem = problem;
    else this.session.report(problem);
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
