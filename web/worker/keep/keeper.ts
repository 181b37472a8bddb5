import { mostAutomaticRuns, type KeepStatus, type KeptRun } from '../../shared/keep';
import { notKept } from '../data/storage';
import type { Session } from '../session';
import type { Claims } from './claims';
import { newRunId } from './run-id';
import type { RunStore } from './run-store';

/** A reload loses no more than this, as long as a save costs the training less than a hundredth. */
const usualMilliseconds = 3000;

/** A change made at rest is kept so soon: one after the other is one save. */
const changeMilliseconds = 300;

/** Training goes on at least so many times as long as the save before took. */
const share = 150;

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
}

/** Keeps the present run in the browser while it trains, and gives it room among the others. */
export class Keeper {
  private session: Session | undefined;
  /** The run that no other page may write meanwhile. */
  private claimed: { id: string; release: () => void } | undefined;
  private owning: Promise<void> = Promise.resolve();
  private status: KeepStatus = idle('');
  /** What the last save was of. */
  private mark = '';
  /** When the next save is due. */
  private due = Infinity;
  private saving: Promise<void> = Promise.resolve();

  constructor(private readonly host: KeeperHost) {}

  /** A run that begins, or goes on from a state with an id of its own. */
  async begin(session: Session): Promise<void> {
    this.session = session;
    this.mark = '';
    this.status = idle(session.id);
    session.afterStep(() => this.wait(session));
    session.onChange(() => {
      if (!session.isRunning) this.wait(session, changeMilliseconds);
    });
    session.beforeEnd(() => void this.save(session));
    await this.own(session, session.id);
  }

  statusOf(session: Session): KeepStatus {
    return this.session === session ? this.status : idle(session.id);
  }

  isOpen(id: string): boolean {
    return this.session?.id === id;
  }

  /**
   * The run goes on under the id of one that is kept, if no other page has that one open; else it is
   * kept under an id of its own.
   */
  own(session: Session, id: string): Promise<void> {
    // One after the other: a run that has just begun may be told at once which one it goes on with.
    this.owning = this.owning.then(() => this.claim(session, id)).catch(() => undefined);
    return this.owning;
  }

  private async claim(session: Session, id: string): Promise<void> {
    if (this.session !== session) return;
    if (this.claimed?.id !== id) {
      const release = await this.host.claims.claim(id);
      this.claimed?.release();
      this.claimed = release && { id, release };
    }
    if (this.claimed) {
      session.id = id;
    } else {
      session.id = newRunId();
      const release = await this.host.claims.claim(session.id);
      this.claimed = release && { id: session.id, release };
    }
    if (this.session === session) this.status = { ...this.status, id: session.id };
  }

  /** Saves what is new since the last time. Resolves when it is written. */
  save(session: Session): Promise<void> {
    const mark = markOf(session);
    const untouched = session.progress.steps === 0 && session.revision === 0;
    if (untouched || (mark === this.mark && this.session === session)) {
      return this.saving;
    }
    this.mark = mark;
    const start = this.host.now();
    const record = recordOf(session, 'automatic', this.host.date());
    let written: Promise<void>;
    try {
      const state = session.state();
      record.bytes = bytesOf(state);
      // Everything that takes time of the training happens before the first wait.
      written = this.write(() => this.host.store.write(record, state), record.id);
    } catch (error) {
      written = Promise.reject(error as Error);
    }
    const costMilliseconds = this.host.now() - start;
    const everyMilliseconds = Math.max(usualMilliseconds, Math.ceil(share * costMilliseconds));
    const told = { id: record.id, everyMilliseconds, costMilliseconds };
    this.saving = written.then(
      () => this.tell(session, { ...told, saved: { step: record.step, at: record.savedAt } }),
      (error: unknown) => {
        this.mark = '';
        const { saved } = this.status;
        const problem = notKept('This run', error);
        this.tell(session, { ...told, ...(saved ? { saved } : {}), problem });
      },
    );
    return this.saving;
  }

  /** As `save`, in a copy that stays. */
  async copy(session: Session, name: string, model: Uint8Array<ArrayBuffer>): Promise<KeptRun> {
    const state = { ...session.state(), id: newRunId(), model };
    const record: KeptRun = {
      ...recordOf(session, 'copy', this.host.date()),
      id: state.id,
      name,
      bytes: bytesOf(state) + model.length,
    };
    await this.write(() => this.host.store.write(record, state), record.id);
    return record;
  }

  private tell(session: Session, status: KeepStatus): void {
    if (this.session === session) this.status = status;
  }

  /** The next save is due in a while. */
  private wait(session: Session, milliseconds = this.status.everyMilliseconds): void {
    const due = this.host.now() + milliseconds;
    if (this.due <= due || this.session !== session) return;
    this.due = due;
    this.host.later(() => {
      this.due = Infinity;
      if (this.session === session) void this.save(session);
    }, milliseconds);
  }

  /** Where there is no room, automatic runs make some, oldest first. */
  private async write(put: () => Promise<void>, id: string): Promise<void> {
    try {
      await put();
    } catch (error) {
      if (!isFull(error)) throw error;
      const oldest = (await this.automatic(id)).at(-1);
      if (!oldest) throw error;
      await this.host.store.remove(oldest.id);
      return this.write(put, id);
    }
    await this.tidy(id).catch(() => undefined);
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

function idle(id: string): KeepStatus {
  return { id, everyMilliseconds: usualMilliseconds, costMilliseconds: 0 };
}

/** Changes when there is something to save. */
function markOf({ id, progress, revision, tested }: Session): string {
  return `${id} ${progress.steps} ${revision} ${tested?.step} ${tested?.examples}`;
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

function bytesOf({ checkpoint, progress, tests }: ReturnType<Session['state']>): number {
  return checkpoint.length + progress.curve.byteLength + 40 * tests.length + 2000;
}

function isFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}
