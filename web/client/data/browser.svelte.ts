import type {
  Browsed,
  BrowsedPicture,
  BrowseRequest,
  DataApi,
  DataSetId,
  DataSetInfo,
  DataSetSummary,
  Seen,
  Split,
} from '../../protocol/data-sets';
import { isKept } from '../../protocol/data-sets';
import { sentence } from './data-words';

/** Pictures on a page of the browser. */
export const pageSize = 200;

interface Wish {
  split: Split;
  /** All classes without it. */
  label?: number | undefined;
  mistakes: boolean;
  first: number;
}

/** One data set as it is looked through: what is shown of it, and what is done to it. */
export class SetBrowser {
  /** A change to a built-in set goes into a copy, which is then the one that is looked through. */
  id = $state() as DataSetId;
  summary = $state.raw<DataSetSummary | undefined>();
  wish = $state.raw<Wish>({ split: 'train', mistakes: false, first: 0 });
  browsed = $state.raw<Browsed | undefined>();
  /** Place on the page of the picture that is looked at. */
  chosen = $state<number | undefined>();
  problem = $state<string | undefined>();
  /** What was done last, for the visitor to know. */
  said = $state('');
  /** A change is under way, or waits for one. */
  busy = $state(false);
  /** Pictures are on their way; reading a whole set with the network takes a moment. */
  loading = $state(false);
  private asked = 0;
  /** The end of the last change that was asked for. */
  private changes: Promise<boolean> = Promise.resolve(true);

  constructor(
    private readonly api: DataApi,
    id: DataSetId,
    /** The run whose network reads the pictures. */
    private readonly run: () => number,
    private readonly changed: (from: DataSetId, info: DataSetInfo) => void,
  ) {
    this.id = id;
  }

  get picture(): BrowsedPicture | undefined {
    return this.chosen === undefined ? undefined : this.browsed?.pictures[this.chosen];
  }

  get builtIn(): boolean {
    return !isKept(this.id);
  }

  /** Shows other pictures; what is not named stays, but for the page and the choice. */
  async show(wish: Partial<Wish>): Promise<void> {
    this.wish = { ...this.wish, first: 0, ...wish };
    this.chosen = undefined;
    await this.load();
  }

  /** The page before or after; -1 and 1. */
  async turn(pages: number): Promise<boolean> {
    const first = this.wish.first + pages * pageSize;
    if (first < 0 || first >= (this.browsed?.total ?? 0)) return false;
    await this.show({ first });
    return true;
  }

  choose(place: number | undefined): void {
    const count = this.browsed?.pictures.length ?? 0;
    if (place === undefined || count === 0) this.chosen = undefined;
    else this.chosen = Math.min(count - 1, Math.max(0, place));
  }

  async relabel(label: number): Promise<void> {
    const { picture, summary, seen } = this;
    if (!picture || picture.label === label || this.busy) return;
    const name = summary?.info.classNames[label] ?? label;
    const ask = () => this.api.relabel(this.id, seen, picture.index, label);
    await this.change(ask, `The picture is now labelled ${name}.`);
  }

  async remove(): Promise<void> {
    const { picture, seen } = this;
    // What was pressed twice was meant once: the second would hit another picture.
    if (!picture || this.busy) return;
    const ask = () => this.api.removePictures(this.id, seen, [picture.index]);
    await this.change(ask, 'The picture is deleted.');
  }

  async undo(): Promise<void> {
    const { id } = this;
    if (!isKept(id) || !this.summary?.canUndo || this.busy) return;
    await this.change(() => this.api.undoChange(id), 'The last change is undone.');
  }

  async rename(names: { title?: string; classNames?: string[] }): Promise<boolean> {
    const { id } = this;
    if (!isKept(id)) return false;
    return this.change(() => this.api.renameSet(id, names), 'The names are changed.');
  }

  /** Does something to the set, after what was asked before, and shows what has become of it. */
  change(ask: () => Promise<DataSetInfo>, said: string): Promise<boolean> {
    this.busy = true;
    const done = this.changes.then(() => this.make(ask, said));
    this.changes = done;
    return done.finally(() => {
      if (this.changes === done) this.busy = false;
    });
  }

  private async make(ask: () => Promise<DataSetInfo>, said: string): Promise<boolean> {
    this.problem = undefined;
    this.said = '';
    const { id } = this;
    try {
      const info = await ask();
      this.id = info.id;
      this.said = info.id === id ? said : `${said} It is in a copy of your own: “${info.title}”.`;
      this.changed(id, info);
      await this.load();
      return true;
    } catch (error) {
      // It may have been changed in another tab: what is shown is what is there.
      await this.load();
      this.problem = sentence(error);
      return false;
    }
  }

  private get seen(): Seen {
    return { split: this.wish.split, version: this.browsed?.version ?? '' };
  }

  /** Fetches what is wished for; an answer that was overtaken by another wish is dropped. */
  private async load(): Promise<void> {
    const asked = ++this.asked;
    this.loading = true;
    const { id } = this;
    const { split, label, mistakes, first } = this.wish;
    const run = this.run();
    const request: BrowseRequest = { id, run, split, mistakes, first, count: pageSize };
    if (label !== undefined) request.label = label;
    try {
      const [summary, browsed] = await Promise.all([
        this.api.summarise(id),
        this.api.browse(request),
      ]);
      if (asked !== this.asked) return;
      this.summary = summary;
      this.browsed = browsed;
      this.problem = undefined;
      // The last picture of the last page may be gone.
      if (browsed.pictures.length === 0 && first > 0) {
        const last = Math.floor(Math.max(0, browsed.total - 1) / pageSize) * pageSize;
        if (last < first) await this.show({ first: last });
        return;
      }
      this.choose(this.chosen);
    } catch (error) {
      if (asked === this.asked) this.problem = sentence(error);
    } finally {
      if (asked === this.asked) this.loading = false;
    }
  }
}
