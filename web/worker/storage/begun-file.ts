import { isGzip, joined } from './bytes';
import type { FileStore } from './store';

/** Bytes that are kept at once while a file arrives. */
const pieceBytes = 1 << 20;

/**
 * A packed file that arrives in pieces. What is there is kept about each megabyte, so that a
 * download that is broken off, or a page that is closed, need not begin anew. A browser that keeps
 * nothing is no hindrance: then the file is in memory only.
 */
export class BegunFile {
  private readonly pieces: Uint8Array[] = [];
  private fresh: Uint8Array[] = [];
  private freshBytes = 0;
  private total = 0;
  private keeping: Promise<void> = Promise.resolve();
  private keeps = true;

  private constructor(
    private readonly name: string,
    private readonly store: FileStore | undefined,
  ) {}

  /** With what an earlier visit or try has left of it. */
  static async open(name: string, store: FileStore | undefined): Promise<BegunFile> {
    const file = new BegunFile(name, store);
    const kept = (await store?.begun(name).catch(() => [])) ?? [];
    for (const piece of kept as unknown[]) {
      if (!(piece instanceof Uint8Array)) break; // damaged: what follows is of no use
      file.pieces.push(piece);
      file.total += piece.length;
    }
    return file;
  }

  get length(): number {
    return this.total;
  }

  /** A host that unpacks the file on the way cannot be asked for the rest of the packed one. */
  get packed(): boolean {
    const head: number[] = [];
    for (const piece of this.pieces) {
      head.push(...piece.subarray(0, 3));
      if (head.length >= 3) break;
    }
    return isGzip(Uint8Array.from(head));
  }

  add(piece: Uint8Array): void {
    this.pieces.push(piece);
    this.fresh.push(piece);
    this.total += piece.length;
    this.freshBytes += piece.length;
    if (this.freshBytes >= pieceBytes) void this.keep();
  }

  bytes(): Uint8Array<ArrayBuffer> {
    return joined(this.pieces, this.total);
  }

  /** Keeps what is not kept yet; resolves when the browser has it. */
  async keep(): Promise<void> {
    const { store, fresh, freshBytes: length } = this;
    if (store && this.packed && length > 0) {
      const offset = this.total - length;
      this.fresh = [];
      this.freshBytes = 0;
      this.keeping = this.keeping.then(async () => {
        if (!this.keeps) return; // pieces with a gap between them would be of no use
        await store.append(this.name, offset, joined(fresh, length)).catch(() => {
          this.keeps = false;
        });
      });
    }
    await this.keeping;
  }

  /** Begins anew. */
  async clear(): Promise<void> {
    this.pieces.length = 0;
    this.fresh = [];
    this.total = 0;
    this.freshBytes = 0;
    await this.keeping;
    await this.store?.dropBegun([this.name]).catch(() => undefined);
    this.keeps = true;
  }
}
