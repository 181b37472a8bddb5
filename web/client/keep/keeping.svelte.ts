import type { Experiment } from '../../protocol/experiment';
import type { KeepApi, KeepStatus, KeptRunList, ListedRun } from '../../protocol/keep';
import type { DataSource } from '../data/source.svelte';
import { late } from '../../protocol/late';
import type { ShownRun } from '../run/shown-run.svelte';
import { rememberClosing, rememberRun } from './tab-memory';
import { context } from '../context';

/** Wanted where there are kept runs. */
const going = late(() => import('./going-on'));
/** Wanted when something is kept. */
const lasting = late(() => import('../ui/lasting'));

function listen(to: EventTarget, event: string, then: () => void): () => void {
  to.addEventListener(event, then);
  return () => to.removeEventListener(event, then);
}

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
    readonly session: ShownRun,
    readonly data: DataSource,
  ) {}

  /** Follows the present run while the page is there. Returns the undoing. */
  follow(): () => void {
    const undo = [
      // All that the browser says before it may end the page, or put it aside: later is too late.
      listen(window, 'beforeunload', () => void this.saveNow()),
      listen(document, 'freeze', () => void this.saveNow()),
      listen(document, 'visibilitychange', () => {
        if (document.visibilityState === 'hidden') void this.saveNow();
      }),
      listen(window, 'pagehide', () => {
        const id = this.status?.id;
        if (id !== undefined) rememberClosing(id, Date.now());
      }),
    ];
    return () => undo.forEach((end) => end());
  }

  /** The browser is asked to let it last, once something is kept. */
  askToLast(): void {
    const kept = this.status?.saved ?? this.data.listing.kept[0];
    if (kept) void lasting().then(({ askQuietly }) => askQuietly(), Boolean);
  }

  /**
   * A link that is pasted into the address of the open page is opened as in a new one, once the present
   * run is kept. Returns the undoing.
   *
   * @param own Whether what is there now was written by the page itself.
   */
  followLinks(own: () => boolean): () => void {
    const opened = (): void => {
      if (own()) return;
      // A worker that is gone keeps nothing any more.
      const late = new Promise((next) => setTimeout(next, 2000));
      void Promise.race([this.saveNow(), late]).then(() => location.reload());
    };
    return listen(window, 'hashchange', opened);
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
    const { runs } = await this.api.keptRuns();
    return runs.length === 0 ? undefined : (await going()).find(this, linked, runs);
  }

  /** Builds a kept run and goes on where it was. */
  async resume(run: ListedRun): Promise<boolean> {
    return (await going()).resume(this, run);
  }

  /** As `resume`, when the page is opened: says so. */
  async restore(run: ListedRun, linked?: Experiment): Promise<boolean> {
    return (await going()).restore(this, run, linked);
  }

  async startAnew(): Promise<void> {
    this.restored = undefined;
    await this.session.reset();
  }

  async show(): Promise<void> {
    this.open = true;
    this.problem = undefined;
    // What is kept is listed meanwhile: the storage may not answer.
    void this.ask(true).then(() => this.refresh());
    await this.refresh();
  }

  async refresh(): Promise<void> {
    this.list = await this.api.keptRuns();
  }

  /** Where the visitor looks. */
  tell(problem: string): void {
    if (this.open) this.problem = problem;
    else this.session.report(problem);
  }
}

export const [provideKeeping, useKeeping] = context<Keeping>('keeping');
