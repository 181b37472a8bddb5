import { Inflate, inflateSync } from 'fflate';
import { crc32 } from './crc32';
import { inflated, Unpackable } from './inflated';
import { type Bytes, LazyFile, pieceBytes, Refused } from './opened-file';
import type { Source } from './source';
import { disagrees, readDirectory, type ZipEntry } from './zip-directory';

/** What all files of an archive share. */
interface ZipArchive {
  name: string;
  source: Source;
  /** Where its directory begins: behind the files. */
  end: number;
}

/** Of what is said of a file in front of it, but for its name. */
const headerBytes = 30;
const fileSignature = 0x04034b50;

/**
 * The files of a ZIP archive, also with its 64-bit fields or behind a program that unpacks it, under
 * paths below `prefix`. Only the directory is read. Refuses an archive that is cut short, split, or
 * in which nothing can be read, with a sentence that begins with `name`; a single file that cannot
 * be read says so when it is asked for.
 */
export async function* zipFiles(
  name: string,
  source: Source,
  prefix: string,
): AsyncGenerator<ZipFile> {
  const archive: ZipArchive = { name, source, end: 0 };
  const entries = readDirectory(name, source);
  let fault: string | undefined;
  let readable = false;
  for (;;) {
    const next = await entries.next();
    if (next.done) {
      archive.end = next.value;
      break;
    }
    const entry = next.value;
    if (entry.fault === undefined) readable = true;
    else fault ??= entry.fault;
    yield new ZipFile(prefix + entry.path, entry, archive);
  }
  if (!readable) throw new Refused(`${name} ${fault ?? 'is an archive without files.'}`);
}

export class ZipFile extends LazyFile {
  readonly crc: number;
  private readonly from: number;
  private readonly packedSize: number;
  private readonly packing: ZipEntry['packing'];
  private readonly fault: string | undefined;

  constructor(
    path: string,
    entry: ZipEntry,
    private readonly archive: ZipArchive,
  ) {
    super(path, entry.size);
    this.crc = entry.crc;
    this.from = entry.from;
    this.packedSize = entry.packedSize;
    this.packing = entry.packing;
    this.fault = entry.fault;
  }

  async *pieces(consumed?: (bytes: number) => void): AsyncGenerator<Bytes> {
    if (this.isSmall()) {
      yield await this.atOnce();
      return;
    }
    let [length, sum] = [0, 0];
    for await (const piece of this.unchecked(consumed)) {
      length += piece.length;
      if (length > this.size!) throw this.damaged();
      sum = crc32(piece, sum);
      // Not before it was checked: whoever has all bytes may ask for no more.
      if (length === this.size && sum !== this.crc) throw this.damaged();
      yield piece;
      // What follows is no part of the file, whatever it is.
      if (length === this.size) return;
    }
    throw this.damaged();
  }

  /** Small files come at once: a stream takes longer than they do. */
  override async whole(most: number): Promise<Bytes> {
    return this.isSmall() && this.size! <= most ? this.atOnce() : super.whole(most);
  }

  private isSmall(): boolean {
    return this.size! <= pieceBytes && this.packedSize <= pieceBytes;
  }

  private async atOnce(): Promise<Bytes> {
    const packed = await this.archive.source.readUint8Array(await this.place(), this.packedSize);
    let bytes: Bytes;
    if (this.packing === 'stored') {
      // Whoever keeps it keeps nothing of what lies around it.
      bytes = packed.slice();
    } else {
      try {
        // What does not fit is dropped: the checksum is that of what the directory promises.
        bytes = inflateSync(packed, { out: new Uint8Array(this.size!) });
      } catch {
        throw this.damaged();
      }
    }
    if (bytes.length !== this.size || crc32(bytes) !== this.crc) throw this.damaged();
    return bytes;
  }

  private async *unchecked(consumed?: (bytes: number) => void): AsyncGenerator<Bytes> {
    const packed = this.packed(await this.place(), consumed);
    if (this.packing === 'stored') {
      yield* packed;
      return;
    }
    try {
      yield* inflated(new Inflate(() => undefined), packed);
    } catch (error) {
      throw error instanceof Unpackable ? this.damaged() : error;
    }
  }

  private async *packed(place: number, consumed?: (bytes: number) => void): AsyncGenerator<Bytes> {
    for (let at = 0; at < this.packedSize; at += pieceBytes) {
      const length = Math.min(pieceBytes, this.packedSize - at);
      yield await this.archive.source.readUint8Array(place + at, length);
      consumed?.(at + length);
    }
  }

  /** Where its data begins. */
  private async place(): Promise<number> {
    if (this.fault) throw this.refused(this.fault);
    const { source, end } = this.archive;
    const bytes = await source.readUint8Array(this.from, headerBytes);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    if (bytes.length < headerBytes || view.getUint32(0, true) !== fileSignature) {
      throw this.disagreeing();
    }
    const place = this.from + headerBytes + view.getUint16(26, true) + view.getUint16(28, true);
    if (place + this.packedSize > end) throw this.disagreeing();
    return place;
  }

  private disagreeing(): Refused {
    return this.refused(disagrees);
  }

  private damaged(): Refused {
    return this.refused('is cut short or damaged: it could not be unpacked. Get it anew.');
  }

  private refused(fault: string): Refused {
    return new Refused(`${this.path} in ${this.archive.name} ${fault}`);
  }
}
