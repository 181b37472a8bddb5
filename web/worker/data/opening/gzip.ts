import { FlateErrorCode, Gunzip } from 'fflate';
import { crc32 } from './crc32';
import { GzipTail } from './gzip-tail';
import { inflated, Unpackable } from './inflated';
import { type Bytes, LazyFile, Refused } from './opened-file';

/** Of nothing, packed, and of the checksum and length behind it. */
const leastBytes = 2 + 8;

/** Of a member's flags, those that no program may set, nor read beyond (RFC 1952, section 2.3.1.2). */
const reservedFlags = 0xe0;
/** Where its flags are. */
const flagsPlace = 3;

/** What was packed by gzip in `packed`, under a path of its own. */
export class GzipFile extends LazyFile {
  constructor(
    path: string,
    readonly packed: LazyFile,
  ) {
    super(path, undefined);
  }

  /** Members one after the other; zeros behind the last one (tapes have them) are no part of it. */
  async *pieces(consumed?: (bytes: number) => void): AsyncGenerator<Bytes> {
    const { path } = this.packed;
    const damaged = `${path} is cut short or damaged: it could not be unpacked. Get it anew.`;
    const tail = new GzipTail(this.packed.pieces(consumed));
    let member = { sum: 0, length: 0 };
    // fflate does not look at them, and may take all of a member for the name that it has not.
    let wrong = hasReserved((await this.packed.head(flagsPlace + 1))[flagsPlace]);
    const stream = new Gunzip(() => undefined);
    stream.onmember = (start) => {
      wrong ||= !tail.endsBefore(start, member) || hasReserved(tail.at(start + flagsPlace));
      member = { sum: 0, length: 0 };
    };
    const seen = (piece: Bytes) => {
      member.sum = crc32(piece, member.sum);
      member.length += piece.length;
    };
    try {
      for await (const piece of inflated(stream, tail.pieces(), seen)) {
        if (wrong) throw new Refused(damaged);
        yield piece;
      }
      if (wrong || !tail.ends(member)) throw new Refused(damaged);
      if (member.length === 0 && !(await this.hasHeader(tail.read))) throw new Refused(damaged);
    } catch (error) {
      if (!(error instanceof Unpackable)) throw error;
      if (wrong || error.code !== FlateErrorCode.InvalidHeader) {
        throw new Refused(damaged);
      }
      await tail.drain();
      if (tail.ends(member)) return;
      throw new Refused(`${path} has something behind the end of its gzip data: pack it anew.`);
    } finally {
      await tail.close();
    }
  }

  /** Whether what stands in front of a file of nothing is whole: fflate does not ask at the end. */
  private async hasHeader(fileBytes: number): Promise<boolean> {
    const head = await this.packed.head(1 << 17);
    const flags = head[3]!;
    let at = 10;
    if (flags & 4) at += 2 + (head[at] ?? 0) + 256 * (head[at + 1] ?? 0);
    for (const named of [8, 16]) {
      if (!(flags & named)) continue;
      while (at < head.length && head[at] !== 0) ++at;
      at += 1;
    }
    if (flags & 2) at += 2;
    return at + leastBytes <= fileBytes;
  }
}

function hasReserved(flags = 0): boolean {
  return (flags & reservedFlags) !== 0;
}
