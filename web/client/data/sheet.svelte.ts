import type { Preset } from 'receptive';
import type { DataApi, DataSetId, DataSetInfo, KeptSet } from '../../protocol/data-sets';
import type { ShownRun } from '../run/shown-run.svelte';
import { late } from '../../protocol/late';
import type { SetBrowser } from './browser.svelte';
import { sentence } from './data-words';

const browsing = late(() => import('./browser.svelte'));

export type SetPart = 'train' | 'test' | 'add';

/** What the sheet shows: how to get data, the form of a new set, or a set, which is on its way first. */
export type SheetPage =
  | { kind: 'sources' }
  | { kind: 'new' }
  | { kind: 'opening' }
  | { kind: 'set'; browser: SetBrowser; part: SetPart };

/** What the sheet needs of the data sets. */
export interface SheetHost {
  readonly api: DataApi;
  problem: string | undefined;
  note: string | undefined;
  presets(id: DataSetId): Preset[];
  kept(id: string): KeptSet | undefined;
  close(): void;
  refresh(): Promise<void>;
  fetchMnist(): Promise<boolean>;
}

/** The sheet in which visitors look through data sets and change them. */
export class DataSheet {
  page = $state.raw<SheetPage | undefined>();
  /** The set of the present run has become this one, which the run has not seen yet. */
  changed = $state.raw<DataSetInfo | undefined>();

  constructor(
    private readonly data: SheetHost,
    private readonly session: ShownRun,
  ) {}

  openSources(): void {
    this.turn({ kind: 'sources' });
  }

  openNew(): void {
    this.turn({ kind: 'new' });
  }

  openSet(id: DataSetId, part: SetPart = 'train'): void {
    const opening: SheetPage = { kind: 'opening' };
    this.turn(opening);
    browsing().then(
      ({ SetBrowser }) => {
        if (this.page !== opening) return;
        const browser = new SetBrowser(
          this.data.api,
          id,
          () => this.session.run,
          (from, info) => this.follow(from, info),
        );
        this.page = { kind: 'set', browser, part };
        void this.fill(browser, part);
      },
      (error: unknown) => (this.data.problem = sentence(error)),
    );
  }

  showPart(part: SetPart): void {
    const { page } = this;
    if (page?.kind !== 'set' || page.part === part) return;
    this.page = { ...page, part };
    if (part !== 'add') void page.browser.show({ split: part });
  }

  /** Closes; a run whose data has changed is set up anew with it. */
  async close(): Promise<void> {
    const { changed } = this;
    this.page = undefined;
    this.changed = undefined;
    this.data.problem = undefined;
    if (!changed) return;
    const { experiment } = this.session;
    const fitting = this.data.presets(changed.id);
    const lacks = this.data.kept(changed.id)?.lacks;
    if (lacks) {
      this.data.note = `The run goes on with “${changed.title}” as it was before. ${lacks}`;
      return;
    }
    const done =
      experiment && fitting.some(({ name }) => name === experiment.network)
        ? await this.session.build({ ...experiment, data: changed.id })
        : await this.session.chooseData(changed.id, fitting);
    if (done) this.data.note = `The run starts anew: “${changed.title}” has changed.`;
  }

  /** A set that is gone needs no run of its own any more. */
  forget(id: DataSetId): void {
    if (this.changed?.id === id) this.changed = undefined;
  }

  private turn(page: SheetPage): void {
    this.data.close();
    this.page = page;
    void this.data.refresh();
  }

  private async fill(browser: SetBrowser, part: SetPart): Promise<void> {
    // The classes of MNIST are known once its files are here.
    if (browser.id === 'mnist' && !(await this.data.fetchMnist())) return;
    await browser.show({ split: part === 'add' ? 'train' : part });
  }

  /** A set was changed, or a change went into a copy of it. */
  private follow(from: DataSetId, info: DataSetInfo): void {
    const used = this.changed?.id ?? this.session.experiment?.data;
    if (used === from) this.changed = info;
    void this.data.refresh();
  }
}
