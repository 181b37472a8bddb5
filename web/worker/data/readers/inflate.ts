import type { Gunzip, Inflate } from 'fflate';

type Bytes = Uint8Array<ArrayBuffer>;

/** Deflate makes no more of a byte than this. */
export const mostExpansion = 1032;
/** Packed bytes that are unpacked in one go: what comes out before the next check stays below 17 MB. */
const pieceBytes = 16 * 1024;
/** Files that unpack to more than this must not do so from almost nothing. */
const modestBytes = 64e6;
/** Pictures and arrays that are no trick stay well below it. */
const mostRatio = 200;

/** Why nothing is unpacked that grows so much; undefined where it is a usual growth. */
export function bombs(unpacked: number, packed: number): string | undefined {
  if (unpacked <= modestBytes || unpacked <= mostRatio * packed) return undefined;
  return `would unpack to ${Math.round(unpacked / packed)} times its size, as no pictures do`;
}

/** What is unpacked, in memory that is taken once where its length is known, and else grows. */
export class Unpacked {
  length = 0;
  private room: Bytes;

  /** @param check Throws where `length` would be too much; called before memory is taken. */
  constructor(
    expected: number,
    private readonly check: (length: number) => void,
  ) {
    check(expected);
    this.room = new Uint8Array(expected);
  }

  add(piece: Uint8Array): void {
    const length = this.length + piece.length;
    this.check(length);
    if (length > this.room.length) {
      const larger = new Uint8Array(Math.max(length, 2 * this.room.length));
      larger.set(this.room.subarray(0, this.length));
      this.room = larger;
    }
    this.room.set(piece, this.length);
    this.length = length;
  }

  from(start: number): Bytes {
    return this.room.subarray(start, this.length);
  }

  whole(): Bytes {
    return this.length === this.room.length ? this.room : this.room.slice(0, this.length);
  }
}

/**
 * Unpacks through fflate, piece by piece; `refuse` makes an error of the number of fflate's.
 *
 * Not by the host's own DecompressionStream: it does not say where the packed data ends, what it
 * makes of bytes behind that differs from host to host, and a stream for each of tens of thousands
 * of small pictures takes far longer than their unpacking.
 */
export function unpackThrough(
  stream: Gunzip | Inflate,
  packed: Uint8Array,
  refuse: (code: number) => Error,
): void {
  for (let at = 0; at < packed.length; at += pieceBytes) {
    const end = Math.min(at + pieceBytes, packed.length);
    try {
      stream.push(packed.subarray(at, end), end === packed.length);
    } catch (error) {
      // Only fflate's errors carry a number.
      if (error instanceof Error && 'code' in error) throw refuse(Number(error.code));
      throw error;
    }
  }
}
