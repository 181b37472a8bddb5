export type Bytes = Uint8Array<ArrayBuffer>;

/** A sentence on a file or archive that cannot be read; it begins with its path. */
export class Refused extends Error {
  override name = 'Refused';
}

/** A file to be read, wherever it lies. */
export interface OpenedFile {
  /**
   * Below what was picked, with '/' between folders and in NFC; of what lies in an archive, without
   * the archive's own name, unless several were picked (then it is the first folder).
   */
  readonly path: string;
  /** Unpacked size in bytes; undefined where only reading tells (gzip). */
  readonly size: number | undefined;
  /** The first bytes, up to `count`, without reading more than needed. */
  head(count: number): Promise<Bytes>;
  /**
   * The content from the beginning, in pieces of at most 256 KiB; may be asked for several times.
   * Throws `Refused` where the file is damaged: checksums are checked at the end.
   * @param consumed told how many bytes were read of what it is packed in, now and then
   */
  pieces(consumed?: (bytes: number) => void): AsyncIterable<Bytes>;
  /** All of it; refused beyond `most` bytes. */
  whole(most: number): Promise<Bytes>;
}

/** Of what `pieces` gives, the largest. */
export const pieceBytes = 1 << 18;

/** A file that is told by its pieces. */
export abstract class LazyFile implements OpenedFile {
  constructor(
    readonly path: string,
    readonly size: number | undefined,
  ) {}

  abstract pieces(consumed?: (bytes: number) => void): AsyncIterable<Bytes>;

  async head(count: number): Promise<Bytes> {
    const start = new Uint8Array(Math.min(count, this.size ?? count));
    let length = 0;
    if (start.length > 0) {
      for await (const piece of this.pieces()) {
        const taken = piece.subarray(0, start.length - length);
        start.set(taken, length);
        length += taken.length;
        if (length === start.length) break;
      }
    }
    return start.subarray(0, length);
  }

  async whole(most: number): Promise<Bytes> {
    this.checkSize(this.size ?? 0, most);
    // The size is one that the packed bytes can make: whoever lists an archive has looked.
    let room = new Uint8Array(this.size ?? 0);
    let length = 0;
    for await (const piece of this.pieces()) {
      const end = length + piece.length;
      this.checkSize(end, most);
      if (end > room.length) {
        const larger = new Uint8Array(Math.min(most, Math.max(end, 2 * room.length)));
        larger.set(room.subarray(0, length));
        room = larger;
      }
      room.set(piece, length);
      length = end;
    }
    return length === room.length ? room : room.slice(0, length);
  }

  private checkSize(size: number, most: number): void {
    if (size <= most) return;
    const megabytes = (bytes: number) => Math.ceil(bytes / 1e6);
    const holds =
      this.size === undefined ? 'more than' : `${megabytes(size)} MB, which is more than`;
    throw new Refused(
      `${this.path} holds ${holds} the ${megabytes(most)} MB that are read of such a file.`,
    );
  }
}

/** The same bytes in pieces of the size that is promised. */
export function* cut(piece: Bytes): Generator<Bytes> {
  for (let at = 0; at < piece.length; at += pieceBytes) yield piece.subarray(at, at + pieceBytes);
}
