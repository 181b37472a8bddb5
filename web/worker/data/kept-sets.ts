import type { KeptId } from '../../protocol/data-sets';
import type { Change } from './editing';
import { countClasses } from './pictures';
import { late } from '../../protocol/late';
import type { PictureSet } from './picture-set';
import { missing, nameOf } from './set-name';
import { ChangedElsewhere, partNames, type SetStore } from '../storage/set-store';
import type { SetParts, SetRecord } from '../storage/set-record';
import { saying, storageRoom, type Storage } from '../storage/storage';

/** A visitor's own set with its bytes. */
export interface OpenSet {
  record: SetRecord;
  set: PictureSet;
  /** Why it is only in memory, if it is. */
  note?: string;
}

interface Held extends OpenSet {
  /** What the browser's database has of it; undefined before it is there. */
  stored: { version: number; set: PictureSet } | undefined;
}

/** Fetched where there are some: most visitors have none. */
const reading = late(() => import('./read-set'));
/** Fetched with the first change: most visitors change nothing. */
const editing = late(() => import('./editing'));

/** Changes that can be taken back. */
const longestHistory = 100;

/**
 * The visitor's own sets. What the browser has no room for is held in memory until the page is
 * closed. One change at a time; a change that fails leaves the set as it was.
 */
export class KeptSets {
  private readonly held = new Map<KeptId, Held>();
  /** Changes that lead back, of this visit, and the version that they lead back from. */
  private readonly histories = new Map<KeptId, { version: number; back: Change[] }>();
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly store: SetStore,
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
  keep(set: PictureSet, origin: string): Promise<OpenSet> {
    return this.inTurn(async () => {
      const taken = new Set((await this.list()).map(({ record }) => record.id));
      for (;;) {
        const id = freeId(set.title, taken);
        try {
          return await this.save({ record: recordOf(id, origin, 1, set), set, stored: undefined });
        } catch (error) {
          // There is one that was not among those listed: damaged, or of another tab.
          if (!(error instanceof ChangedElsewhere)) throw error;
          taken.add(id);
        }
      }
    });
  }

  /** @param make The change for the set as it is when its turn comes. */
  change(id: KeptId, make: (open: OpenSet) => Change): Promise<OpenSet> {
    return this.inTurn(async () => {
      const before = await this.opened(id);
      const { edit } = await editing();
      const { set, back } = edit(before.set, make(before));
      const after = await this.save(this.next(before, set));
      this.remember(before, after, back);
      return after;
    });
  }

  undo(id: KeptId): Promise<OpenSet> {
    return this.inTurn(async () => {
      const before = await this.opened(id);
      const history = this.histories.get(id);
      const back = history?.back.at(-1);
      if (!back || !this.canUndo(before.record)) {
        throw new Error('There is no change of this visit to be taken back.');
      }
      const { edit } = await editing();
      const after = await this.save(this.next(before, edit(before.set, back).set));
      history!.back.pop();
      history!.version = after.record.version;
      return after;
    });
  }

  canUndo({ id, version }: SetRecord): boolean {
    const history = this.histories.get(id);
    return history?.version === version && history.back.length > 0;
  }

  remove(id: KeptId): Promise<void> {
    return this.inTurn(async () => {
      const { title } = (await this.opened(id)).record;
      const stored = this.held.get(id)?.stored;
      await this.store.remove(id).catch(() => {
        if (stored)
          throw new Error(`“${title}” could not be removed: the browser's database failed.`);
      });
      this.held.delete(id);
      this.histories.delete(id);
    });
  }

  private async opened(id: KeptId): Promise<Held> {
    if (!(await this.open(id))) throw new Error(missing(id));
    return this.held.get(id)!;
  }

  private next(before: Held, set: PictureSet): Held {
    const { id, origin, version } = before.record;
    return { record: recordOf(id, origin, version + 1, set), set, stored: before.stored };
  }

  private remember(before: OpenSet, after: OpenSet, back: Change): void {
    const { id, version } = after.record;
    const earlier = this.canUndo(before.record) ? this.histories.get(id)!.back : [];
    this.histories.set(id, { version, back: [...earlier, back].slice(-longestHistory) });
  }

  /** Writes what changed; when that fails for want of room the set is held in memory, with a note. */
  private async save({ record, set, stored }: Held): Promise<OpenSet> {
    const [now, before] = [partsOf(set), stored && partsOf(stored.set)];
    const parts: Partial<SetParts> = {};
    for (const part of partNames) if (now[part] !== before?.[part]) parts[part] = now[part];
    const bytes = Object.values(parts).reduce((sum, part) => sum + part.length, 0);
    const what = `“${record.title}”`;
    const room = await storageRoom(this.storage);
    if (room && room.availableBytes < bytes) {
      const note = await saying(({ noRoom }) => noRoom(what, bytes, room.availableBytes));
      return this.hold({ record, set, stored, note });
    }
    try {
      await this.store.write(record, parts, stored?.version ?? 0);
    } catch (error) {
      if (error instanceof ChangedElsewhere) {
        if (stored) this.held.delete(record.id);
        throw error;
      }
      const note = await saying(({ notKept }) => notKept(what, error));
      return this.hold({ record, set, stored, note });
    }
    return this.hold({ record, set, stored: { version: record.version, set } });
  }

  /** Of the sets that the database has as well, only the newest stays in memory. */
  private hold(newest: Held): OpenSet {
    for (const [id, { record, stored }] of this.held) {
      if (stored?.version === record.version) this.held.delete(id);
    }
    this.held.set(newest.record.id, newest);
    return newest;
  }

  private inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.last.then(task, task);
    this.last = turn.catch(() => undefined);
    return turn;
  }
}

function freeId(title: string, taken: ReadonlySet<KeptId>): KeptId {
  const slug = slugOf(title);
  for (let number = 1; ; ++number) {
    const id: KeptId = `kept:${number === 1 ? slug : `${slug}-${number}`}`;
    if (!taken.has(id)) return id;
  }
}

/** A title as part of an address. */
function slugOf(title: string): string {
  const plain = title.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 40);
  return words.replace(/^-+|-+$/g, '') || 'set';
}

function recordOf(id: KeptId, origin: string, version: number, set: PictureSet): SetRecord {
  const { title, channels, height, width, classNames, train, test, paint } = set;
  const counts = (labels: Uint8Array) => countClasses(labels, classNames.length);
  const trainCounts = counts(train.labels);
  const testCounts = counts(test.labels);
  return {
    id,
    title,
    origin,
    channels,
    height,
    width,
    classNames,
    ...(paint && { paint }),
    trainCounts,
    testCounts,
    version,
  };
}

function partsOf({ train, test }: PictureSet): SetParts {
  return {
    trainPixels: train.pixels,
    trainLabels: train.labels,
    testPixels: test.pixels,
    testLabels: test.labels,
  };
}
