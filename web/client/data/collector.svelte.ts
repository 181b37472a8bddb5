import type {
  DataApi,
  DataSetInfo,
  Drawing,
  KeptId,
  KeptSet,
  Photograph,
  Split,
} from '../../protocol/data-sets';
import type { Purpose } from './found/found.svelte';
import type { SetBrowser } from './browser.svelte';
import { sentence } from './data-words';
import { count } from '../words/format';

/** The last pictures of a class that are shown where one adds more. */
const shownLast = 12;

export interface RecentPicture {
  pixels: Uint8Array;
  split: Split;
}

/** Adds pictures to a set of the visitor's own, class by class. */
export class Collector {
  label = $state(0);
  /** The class's last pictures, newest first. */
  recent = $state.raw<RecentPicture[]>([]);
  private asked = 0;

  constructor(
    readonly api: DataApi,
    readonly browser: SetBrowser,
  ) {}

  async choose(label: number): Promise<void> {
    this.label = label;
    await this.showRecent();
  }

  addDrawing(drawing: Drawing): Promise<boolean> {
    return this.add((id, label) => this.api.addDrawing(id, label, drawing));
  }

  /** Channel-major bytes of the set's size. */
  addPicture(pixels: Uint8Array): Promise<boolean> {
    return this.add((id, label) => this.api.addPicture(id, label, pixels));
  }

  /** A photograph as a picture of the set: dark lines on paper are its ink where it is grey. */
  photograph(picture: Photograph): Promise<Uint8Array> {
    return this.api.photograph(this.browser.id as KeptId, picture, 'dark');
  }

  /** What files are looked at for: pictures of the class that is chosen now. */
  get purpose(): Purpose | undefined {
    const { browser, label } = this;
    const info = browser.summary?.info;
    if (!info) return undefined;
    const name = info.classNames[label] ?? String(label);
    return {
      into: { id: browser.id as KeptId, label },
      forClass: { set: info.title, name },
      arrived: (grown) => this.grown(grown, name),
    };
  }

  async undo(): Promise<void> {
    await this.browser.undo();
    await this.showRecent();
  }

  async showRecent(): Promise<void> {
    const asked = ++this.asked;
    const { id, summary } = this.browser;
    const { label } = this;
    if (!summary) return;
    const last = async (split: Split, most: number): Promise<RecentPicture[]> => {
      const total = summary[split].counts[label] ?? 0;
      if (total === 0) return [];
      const first = Math.max(0, total - most);
      const { pictures } = await this.api.browse({ id, split, label, first, count: most });
      return pictures.map(({ pixels }) => ({ pixels, split })).reverse();
    };
    try {
      const [train, test] = await Promise.all([last('train', shownLast), last('test', 2)]);
      if (asked === this.asked) this.recent = [...train, ...test].slice(0, shownLast);
    } catch (error) {
      if (asked === this.asked) this.browser.problem = sentence(error);
    }
  }

  /** Pictures from files are in the set. */
  private async grown(info: DataSetInfo, name: string): Promise<void> {
    const { browser } = this;
    const sizeOf = (set?: DataSetInfo) => (set ? set.trainCount + set.testCount : 0);
    const added = sizeOf(info) - sizeOf(browser.summary?.info);
    await browser.change(
      () => Promise.resolve(info),
      `Added to ${name}: ${added === 1 ? 'one picture' : `${count(added)} pictures`}.`,
    );
    await this.showRecent();
  }

  /** Several may be asked for at once: each is for the class that is chosen when it is asked for. */
  private async add(ask: (id: KeptId, label: number) => Promise<KeptSet>): Promise<boolean> {
    const { browser, label } = this;
    const name = browser.summary?.info.classNames[label] ?? label;
    let before = 0;
    const change = () => {
      before = browser.summary?.test.counts[label] ?? 0;
      return ask(browser.id as KeptId, label);
    };
    if (!(await browser.change(change, `Added to ${name}.`))) return false;
    const { summary } = browser;
    if ((summary?.test.counts[label] ?? 0) > before) {
      browser.said = `Added to ${name}: every tenth picture is kept for testing.`;
    }
    await this.showRecent();
    return true;
  }
}
