import { mostAutomaticRuns, type KeepStatus, type KeptRun } from '../../protocol/keep';
import { saying } from '../storage/storage';
import { buffersOf } from '../host/transfer';
import type { Session } from '../run/session';
import type { Claims } from './claims';
import { newRunId } from '../run/run-id';
import type { RunStore } from './run-store';

/** A crash loses no more of the training than this, as long as a save costs less than a fiftieth of it. */
const usualMilliseconds = 1000;

/** Else this many times what a save costs, */
const share = 50;

/** but never more than this. */
const mostMilliseconds = 10_000;

/** Changes made at rest are kept so soon, and those of a large network a little later: a gesture is one save. */
const gestureMilliseconds = { least: 50, most: 300, costs: 3 };

/** Automatic runs beyond this are dropped, oldest first. */
const mostAutomaticBytes = 200_000_000;

export interface KeeperHost {
  store: RunStore;
  claims: Claims;
  /** Milliseconds that pass. */
  now(): number;
  /** Milliseconds since 1970. */
  date(): number;
  /** Calls `next` after so many milliseconds. */
  later(next: () => void, milliseconds: number): void;
  /** How it stands with a run has changed. */
  told?(run: number, status: KeepStatus): void;
}

/** Keeps one run in the browser while it trains, and gives it room among the others. */
export class Keeper {
  private present: KeepStatus;
  /** The run that no other page may write meanwhile. */
  private claimed: { id: string; release: () => Promise<void> } | undefined;
  /** What the last save was of. */
  private mark = '';
  /** From the beginning of the last save to its end, most of which the training goes on. */
  private tookMilliseconds = 0;
  /** When the next save is due. */
  private due = Infinity;
  private saving: Promise<void> = Promise.resolve();
  private over = false;

  /**
   * @param session A run that begins, or goes on from a state with an id of its own.
   * @param inTurn Claims of this page, one after the other: a run that ends gives its own back before
   *   the next one takes it.
   */
  constructor(
    private readonly host: KeeperHost,
    readonly session: Session,
    private readonly inTurn: <T>(task: () => Promise<T>) => Promise<T>,
  ) {
    this.present = idle(session.id);
    session.afterStep(() => this.wait(this.present.everyMilliseconds - this.tookMilliseconds));
    session.onChange(() => {
      const { least, most, costs } = gestureMilliseconds;
      const soon = least + costs * this.present.costMilliseconds;
      if (!session.isRunning) this.wait(Math.min(soon, most));
    });
    session.beforeEnd(() => this.end());
    void this.own(session.id);
  }

  get status(): KeepStatus {
    return this.present;
  }

  private set status(status: KeepStatus) {
    this.present = status;
    this.host.told?.(this.session.run, status);
  }

  /**
   * The run goes on under the id of one that is kept, if no other page has that one open; else it is
   * kept under an id of its own.
   */
  own(id: string): Promise<void> {
    return this.inTurn(() => this.claim(id)).catch(() => undefined);
  }

  private async claim(id: string): Promise<void> {
    const { session } = this;
    if (this.over) return;
    if (this.claimed?.id !== id) {
      const release = await this.host.claims.claim(id);
      await this.claimed?.release();
      this.claimed = release && { id, release };
    }
    if (this.claimed) {
      session.id = id;
    } else {
      session.id = newRunId();
      const release = await this.host.claims.claim(session.id);
      this.claimed = release && { id: session.id, release };
    }
    this.status = { ...this.status, id: session.id };
  }

  private end(): void {
    void this.save();
    this.over = true;
    void this.inTurn(async () => {
      await this.saving;
      await this.claimed?.release();
    }).catch(() => undefined);
  }

  /** Saves what is new since the last time. Resolves when it is written. */
  save(): Promise<void> {
    const { session } = this;
    const mark = markOf(session);
    const untouched = session.progress.steps === 0 && session.revision === 0;
    if (untouched || mark === this.mark || this.over) return this.saving;
    this.mark = mark;
    const start = this.host.now();
    const record = recordOf(session, 'automatic', this.host.date());
    let written: Promise<number>;
    try {
      const state = session.state();
      record.bytes = bytesOf(state);
      written = this.write(() => this.host.store.write(record, state), record.id);
    } catch (error) {
      written = Promise.reject(error);
    }
    const madeMilliseconds = this.host.now() - start;
    const status = (copiedMilliseconds = 0): KeepStatus => {
      const took = (this.tookMilliseconds = this.host.now() - start);
      const costMilliseconds = madeMilliseconds + copiedMilliseconds;
      const everyMilliseconds = everyAfter(costMilliseconds, took);
      return { id: record.id, everyMilliseconds, costMilliseconds };
    };
    this.saving = written.then(
      async (copied) => {
        this.status = { ...status(copied), saved: { step: record.step, at: record.savedAt } };
        await this.tidy(record.id).catch(() => undefined);
      },
      async (error: unknown) => {
        this.mark = '';
        const { saved } = this.status;
        const problem = await saying(({ notKept }) => notKept('This run', error));
        this.status = { ...status(), ...(saved ? { saved } : {}), problem };
      },
    );
    return this.saving;
  }

  /** As `save`, in a copy that stays. */
  async copy(name: string, model: Uint8Array<ArrayBuffer>): Promise<KeptRun> {
    const { session } = this;
    const state = { ...session.state(), id: newRunId(), model };
    const record: KeptRun = {
      ...recordOf(session, 'copy', this.host.date()),
      id: state.id,
      name,
      bytes: bytesOf(state) + model.length,
    };
    await this.write(() => this.host.store.write(record, state), record.id).catch(
      async (error: unknown) => {
        throw new Error(await saying(({ noCopy }) => noCopy(error)));
      },
    );
    return record;
  }

  /** The next save is due in a while. */
  private wait(milliseconds: number): void {
    const due = this.host.now() + milliseconds;
    if (this.due <= due) return;
    this.due = due;
    this.host.later(() => {
      this.due = Infinity;
      void this.save();
    }, milliseconds);
  }

  /** Where there is no room, automatic runs make some, oldest first. */
  private async write(put: () => Promise<number>, id: string): Promise<number> {
    try {
      return await put();
    } catch (error) {
      if (!isFull(error)) throw error;
      const oldest = (await this.automatic(id)).at(-1);
      if (!oldest) throw error;
      await this.host.store.remove(oldest.id);
      return this.write(put, id);
    }
  }

  private async tidy(id: string): Promise<void> {
    let bytes = 0;
    const others = await this.automatic(id);
    for (const [i, run] of others.entries()) {
      bytes += run.bytes;
      if (i >= mostAutomaticRuns || bytes > mostAutomaticBytes) {
        await this.host.store.remove(run.id);
      }
    }
  }

  /** Those that nobody has open, newest first. */
  private async automatic(id: string): Promise<KeptRun[]> {
    const held = await this.host.claims.held();
    const runs = await this.host.store.list();
    return runs
      .filter((run) => run.kind === 'automatic' && run.id !== id && !held.has(run.id))
      .sort((a, b) => b.savedAt - a.savedAt);
  }
}

/** At most so much training is not written at any time; the disk rests as long as it works. */
function everyAfter(cost: number, took: number): number {
  const wanted = Math.min(Math.max(usualMilliseconds, Math.ceil(share * cost)), mostMilliseconds);
  return Math.max(wanted, 2 * took);
}

function idle(id: string): KeepStatus {
  return { id, everyMilliseconds: usualMilliseconds, costMilliseconds: 0 };
}

/** Changes when there is something to save. */
function markOf({ id, progress, revision, tested, stopped }: Session): string {
  return `${id} ${progress.steps} ${revision} ${tested?.step} ${tested?.examples} ${stopped}`;
}

function recordOf(session: Session, kind: KeptRun['kind'], savedAt: number): KeptRun {
  const { tuning, network, progress, tested } = session;
  const title = network.title;
  return {
    id: session.id,
    name: '',
    kind,
    experiment: tuning.present,
    data: session.data.info.title,
    network: title,
    parameterCount: network.layers.reduce((sum, layer) => sum + layer.parameterCount, 0),
    step: progress.steps,
    epoch: session.epoch,
    testAccuracy: tested?.accuracy ?? NaN,
    testExamples: tested?.examples ?? 0,
    savedAt,
    bytes: 0,
  };
}

function bytesOf({ checkpoint, progress, tests, records }: ReturnType<Session['state']>): number {
  const recorded = buffersOf(records).reduce((sum, { byteLength }) => sum + byteLength, 0);
  return checkpoint.length + progress.curve.byteLength + recorded + 40 * tests.length + 2000;
}

function isFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}
