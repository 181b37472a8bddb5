import type { KeptId } from '../../protocol/data-sets';
import { late } from '../../protocol/late';
import type { SetParts, SetRecord } from '../storage/set-record';
import { ChangedElsewhere, partNames } from '../storage/set-store';
import { saying, storageRoom } from '../storage/storage';
import type { Change } from './editing';
import type { Held, OpenSet, SetShelf } from './open-set';
import type { PictureSet } from './picture-set';
import { countClasses } from './pictures';
import { missing } from './set-name';

/** Fetched with the first change: most visitors change nothing. */
const editing = late(() => import('./editing'));

/** Changes that can be taken back. */
const longestHistory = 100;

/** The half of `KeptSets` that makes and changes them. */
export class SetChanges {
  /** Changes that lead back, of this visit, and the version that they lead back from. */
  private readonly histories = new Map<KeptId, { version: number; back: Change[] }>();
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly sets: SetShelf) {}

  keep(set: PictureSet, origin: string): Promise<OpenSet> {
    return this.inTurn(async () => {
      const taken = new Set((await this.sets.list()).map(({ record }) => record.id));
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
      const stored = this.sets.held.get(id)?.stored;
      await this.sets.store.remove(id).catch(() => {
        if (stored)
          throw new Error(`“${title}” could not be removed: the browser's database failed.`);
      });
      this.sets.held.delete(id);
      this.histories.delete(id);
    });
  }

  private async opened(id: KeptId): Promise<Held> {
    if (!(await this.sets.open(id))) throw new Error(missing(id));
    return this.sets.held.get(id)!;
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
    const room = await storageRoom(this.sets.storage);
    if (room && room.availableBytes < bytes) {
      const note = await saying(({ noRoom }) => noRoom(what, bytes, room.availableBytes));
      return this.sets.hold({ record, set, stored, note });
    }
    try {
      await this.sets.store.write(record, parts, stored?.version ?? 0);
    } catch (error) {
      if (error instanceof ChangedElsewhere) {
        if (stored) this.sets.held.delete(record.id);
        throw error;
      }
      const note = await saying(({ notKept }) => notKept(what, error));
      return this.sets.hold({ record, set, stored, note });
    }
    return this.sets.hold({ record, set, stored: { version: record.version, set } });
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
