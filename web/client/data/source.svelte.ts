import type {
  DataApi,
  DataSetId,
  DataSetInfo,
  DataSetListing,
  KeptSet,
  LoadProgress,
  MnistAvailability,
} from '../../protocol/data-sets';
import type { Experiment } from '../../protocol/experiment';
import { presetsFor } from '../../protocol/fitting-presets';
import type { Preset } from 'receptive';
import { DataSheet } from './sheet.svelte';
import type { Found, Purpose } from './found/found.svelte';
import type { Offered } from './dropped';
import { late } from '../../protocol/late';
import { sentence } from './data-words';
import type { ShownRun } from '../run/shown-run.svelte';
import { context } from '../context';

/** The data sets: which there are, what is on its way, and what went wrong on it. */
export class DataSource {
  /** The panel that says how MNIST can be had. */
  panelOpen = $state(false);
  available = $state.raw<MnistAvailability | undefined>();
  progress = $state.raw<LoadProgress | undefined>();
  /** What failed, where the visitor acted. */
  problem = $state<string | undefined>();
  /** Sets that this browser keeps. */
  listing = $state.raw<DataSetListing>({ kept: [] });
  /** Something small that the visitor should know of data that did arrive. */
  note = $state<string | undefined>();
  /** That files were known, in a sentence. */
  known = $state<string | undefined>();
  /** What was found in files that the visitor brought, until it is taken or left. */
  found = $state.raw<Found | undefined>();
  readonly sheet: DataSheet;
  /** What takes a while just now. */
  private present = $state.raw<AbortController | undefined>();
  /** When nothing that was asked before is still under way, given up or not. */
  private ended: Promise<unknown> = Promise.resolve();
  private readonly opener = late(async () => new (await import('./found/opener')).Opener(this));
  /** What a link asks for, until MNIST is there. */
  private wanted: Experiment | undefined;

  constructor(
    readonly api: DataApi,
    private readonly session: ShownRun,
  ) {
    this.sheet = new DataSheet(this, session);
  }

  get busy(): boolean {
    return this.present !== undefined;
  }

  /** Asks which sets this browser keeps, and how much room there is. */
  async refresh(): Promise<void> {
    try {
      this.listing = await this.api.dataSets();
    } catch (error) {
      this.note = sentence(error);
    }
  }

  kept(id: string): KeptSet | undefined {
    return this.listing.kept.find((set) => set.id === id);
  }

  /** Networks that can be trained on a set. */
  presets(id: DataSetId): Preset[] {
    const { engine, own } = this.session;
    const fitting = presetsFor(engine?.presets ?? [], id, this.listing.kept);
    return own ? [...fitting, own] : fitting;
  }

  /** Trains on another set; one that cannot be trained on yet is opened where it can be mended. */
  choose(id: DataSetId): Promise<boolean> {
    return this.session.coming(() => this.chosen(id));
  }

  private async chosen(id: DataSetId): Promise<boolean> {
    this.note = this.known = undefined;
    if (id === 'mnist') return this.wantMnist();
    if (this.kept(id)?.lacks) {
      this.sheet.openSet(id, 'add');
      return false;
    }
    const done = await this.show(id);
    if (done) this.close();
    return done;
  }

  /** Shows MNIST if it can be had without asking, else the ways to get it. */
  async wantMnist(wanted?: Experiment): Promise<boolean> {
    this.wanted = wanted;
    if (await this.fetchMnist()) return this.show('mnist');
    this.panelOpen = true;
    return false;
  }

  /** Brings MNIST into memory if nobody has to be asked for it. */
  async fetchMnist(): Promise<boolean> {
    this.problem = undefined;
    await this.askForMnist();
    const at = this.available;
    if (at?.loaded) return true;
    if (at?.folder && (await this.mnist('folder'))) return true;
    return at?.kept === true && (await this.mnist('kept')) !== undefined;
  }

  async load(source: 'folder' | 'kept' | 'download'): Promise<boolean> {
    const info = await this.mnist(source);
    if (!info) {
      // What has come of a broken download is told beside the button.
      await this.ended;
      await this.askForMnist();
    }
    return info !== undefined && this.arrived(info);
  }

  /** Looks at files; what is found in them is shown before it is taken. */
  async open(offered: Offered, purpose?: Purpose): Promise<boolean> {
    if (offered.length === 0) return false;
    try {
      return await (await this.opener()).open(offered, purpose);
    } catch (error) {
      this.complain(sentence(error));
      return false;
    }
  }

  /** The same with what the local server's folder holds. */
  async openFolder(): Promise<boolean> {
    return (await this.opener()).openFolder();
  }

  complain(problem: string): void {
    if (this.panelOpen || this.sheet.page) this.problem = problem;
    else this.session.report(problem);
  }

  /** Gives up what is being loaded; what was there stays. */
  cancel(): void {
    this.present?.abort();
    this.present = this.progress = undefined;
    void this.api.cancelLoading();
    // It may have come to its end all the same.
    void this.ended.then(() => this.refresh());
  }

  close(): void {
    this.panelOpen = false;
    this.problem = undefined;
  }

  /** Builds a run for a set: the one that a link asks for, or one with the network that fits. */
  async show(id: DataSetId): Promise<boolean> {
    const { wanted } = this;
    this.wanted = undefined;
    if (wanted?.data === id) return this.session.build(wanted);
    return this.session.chooseData(id, this.presets(id));
  }

  private mnist(source: 'folder' | 'kept' | 'download'): Promise<DataSetInfo | undefined> {
    return this.get((told) => this.api.loadMnist(source, told));
  }

  async askForMnist(): Promise<void> {
    try {
      this.available = await this.api.mnistAvailability();
    } catch (error) {
      this.problem = sentence(error);
    }
  }

  /** What was opened or loaded is shown: in the sheet if that is open, else by a run. */
  async arrived(info: DataSetInfo): Promise<boolean> {
    this.panelOpen = false;
    await this.refresh();
    this.note = info.note;
    const lacks = this.kept(info.id)?.lacks !== undefined;
    if (!this.sheet.page && !lacks) return this.show(info.id);
    this.sheet.openSet(info.id, lacks ? 'add' : 'train');
    return true;
  }

  /**
   * Asks for something that takes a while, one at a time. Answers with undefined where that failed
   * (`problem` says why) or was given up, which `end` tells who is asked.
   */
  async get<T>(
    ask: (told: (p: LoadProgress) => void, end: AbortSignal) => Promise<T>,
  ): Promise<T | undefined> {
    if (this.present) return undefined;
    const present = (this.present = new AbortController());
    this.problem = undefined;
    const ifPresent = (act: () => void): void => void (this.present === present && act());
    const asked = this.ended.then(() =>
      ask((p) => ifPresent(() => (this.progress = p)), present.signal),
    );
    this.ended = asked.catch(() => undefined);
    const givenUp = new Promise<undefined>(
      (done) => (present.signal.onabort = () => done(undefined)),
    );
    try {
      return await Promise.race([asked, givenUp]);
    } catch (error) {
      // Who gave up knows why nothing came.
      ifPresent(() => (this.problem = sentence(error)));
      return undefined;
    } finally {
      ifPresent(() => (this.present = this.progress = undefined));
    }
  }
}

export const [provideData, useData] = context<DataSource>('data');
