import { type Bytes } from './opened-file';

/** Checksum and length, 4 bytes each, at the end of every member (RFC 1952, section 2.3.1). */
const trailerBytes = 8;

/** What a member has unpacked to. */
export interface Member {
  sum: number;
  length: number;
}

/** Packed bytes as they are read, and what has to be remembered of them to check a member's end. */
export class GzipTail {
  /** Bytes so far. */
  read = 0;
  /** The present piece and the one before, and where they begin. */
  private recent: { at: number; bytes: Bytes }[] = [];
  /** The last bytes that were read, up to the last that is not zero, and the zeros behind. */
  private last: number[] = [];
  private zeros = 0;
  private readonly from: AsyncIterator<Bytes>;

  constructor(packed: AsyncIterable<Bytes>) {
    this.from = packed[Symbol.asyncIterator]();
  }

  /** Whoever reads may stop: `drain` reads on. */
  async *pieces(): AsyncGenerator<Bytes> {
    for (;;) {
      const next = await this.from.next();
      if (next.done) return;
      this.remember(next.value);
      yield next.value;
    }
  }

  async drain(): Promise<void> {
    for await (const _ of this.pieces());
  }

  async close(): Promise<void> {
    await this.from.return?.();
  }

  /** Whether the member that ends before `place` holds what it unpacked to. */
  endsBefore(place: number, member: Member): boolean {
    const expected = trailerOf(member);
    return expected.every((byte, i) => this.at(place - trailerBytes + i) === byte);
  }

  /** Whether the last member ends at the end of all, or before zeros. */
  ends(member: Member): boolean {
    const expected = trailerOf(member);
    while (expected.at(-1) === 0) expected.pop();
    const found = this.last.slice(this.last.length - expected.length);
    const room = this.zeros >= trailerBytes - expected.length;
    return room && found.length === expected.length && found.every((b, i) => b === expected[i]);
  }

  /** A byte that was read lately. */
  at(place: number): number | undefined {
    const piece = this.recent.find(({ at, bytes }) => place >= at && place < at + bytes.length);
    return piece?.bytes[place - piece.at];
  }

  private remember(bytes: Bytes): void {
    this.recent = [...this.recent.slice(-1), { at: this.read, bytes }];
    this.read += bytes.length;
    let end = bytes.length;
    while (end > 0 && bytes[end - 1] === 0) --end;
    if (end > 0) {
      const between = new Array<number>(Math.min(this.zeros, trailerBytes)).fill(0);
      const own = bytes.subarray(Math.max(0, end - trailerBytes), end);
      this.last = [...this.last, ...between, ...own].slice(-trailerBytes);
      this.zeros = 0;
    }
    this.zeros += bytes.length - end;
  }
}

function trailerOf({ sum, length }: Member): number[] {
  const numbers = new DataView(new ArrayBuffer(trailerBytes));
  numbers.setUint32(0, sum, true);
  numbers.setUint32(4, length % 2 ** 32, true);
  return [...new Uint8Array(numbers.buffer)];
}
