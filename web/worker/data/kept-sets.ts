import type { KeptId } from '../../protocol/data-sets';
import type { Change } from './editing';
import { late } from '../../protocol/late';
import type { Held, OpenSet, SetShelf } from './open-set';
import type { PictureSet } from './picture-set';
import { nameOf } from './set-name';
import type { SetStore } from '../storage/set-store';
import type { SetRecord } from '../storage/set-record';
import { saying, type Storage } from '../storage/storage';

/** Fetched where there are some: most visitors have none. */
const reading = late(() => import('./read-set'));
/**
 * The visitor's own sets. What the browser has no room for is held in memory until the page is
 * closed. One change at a time; a change that fails leaves the set as it was.
 */
export class KeptSets implements SetShelf {
  readonly held = new Map<KeptId, Held>();
  /** Wanted where something is made or changed: most visitors do neither. */
  private readonly changes = late(async () => new (await import('./set-changes')).SetChanges(this));

  constructor(
    readonly store: SetStore,
    readonly storage?: Storage | undefined,
  ) {}

  /**
   * @param failed Hears why those in the browser's database are not among them.
   * @param damaged Hears how many of those are damaged.
   */
  async list(
    failed: (error: unknown) => void = () => undefined,
    damaged: (count: number) => void = () => undefined,
  ): Promise<{ record: SetRecord; note?: string }[]> {
    const found = new Map<KeptId, { record: SetRecord; note?: string }>();
    const stored = await this.store.list().catch((error: unknown) => {
      failed(error);
      return [];
    });
    if (stored.length > 0) {
      for (const record of (await reading()).soundRecords(stored)) found.set(record.id, { record });
    }
    damaged(stored.length - found.size);
    for (const [id, { record, note, stored }] of this.held) {
      // What is in the database only was removed there by another tab.
      if (stored?.version === record.version) continue;
      found.set(id, { record, ...(note === undefined ? {} : { note }) });
    }
    return [...found.values()];
  }

  /** The set as it is now; undefined when there is none of this name. */
  async open(id: KeptId): Promise<OpenSet | undefined> {
    const here = this.held.get(id);
    if (here && here.stored?.version !== here.record.version) return here;
    const record = await this.store.record(id).catch(async (error: unknown) => {
      if (here) return here.record;
      throw new Error(await saying(({ notListed }) => notListed(nameOf(id), error)));
    });
    if (here && here.record.version === record?.version) return here;
    this.held.delete(id);
    if (!record) return undefined;
    const read = await (await reading()).readSet(this.store, id);
    return this.hold({ ...read, stored: { version: read.record.version, set: read.set } });
  }

  /** A new set, under an id made from its title. */
  async keep(set: PictureSet, origin: string): Promise<OpenSet> {
    return (await this.changes()).keep(set, origin);
  }

  /** @param make The change for the set as it is when its turn comes. */
  async change(id: KeptId, make: (open: OpenSet) => Change): Promise<OpenSet> {
    return (await this.changes()).change(id, make);
  }

  async undo(id: KeptId): Promise<OpenSet> {
    return (await this.changes()).undo(id);
  }

  canUndo(record: SetRecord): boolean {
    return this.changes.here?.canUndo(record) ?? false;
  }

  async remove(id: KeptId): Promise<void> {
    return (await this.changes()).remove(id);
  }

  hold(newest: Held): OpenSet {
    for (const [id, { record, stored }] of this.held) {
      if (stored?.version === record.version) this.held.delete(id);
    }
    this.held.set(newest.record.id, newest);
    return newest;
  }
}
