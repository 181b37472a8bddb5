import { type Bytes, LazyFile, pieceBytes } from './opened-file';
import { readPart, type Source } from './source';

/** A file that is on the disk as it is. */
export class PickedBlob extends LazyFile {
  constructor(
    path: string,
    readonly blob: Blob,
  ) {
    super(path, blob.size);
  }

  async *pieces(consumed?: (bytes: number) => void): AsyncGenerator<Bytes> {
    for (let at = 0; at < this.blob.size; at += pieceBytes) {
      const piece = await readPart(this.path, this.blob, at, at + pieceBytes);
      consumed?.(at + piece.length);
      yield piece;
    }
  }

  override async head(count: number): Promise<Bytes> {
    return readPart(this.path, this.blob, 0, count);
  }
}

/** A file that lies in another one as it is. */
export class Stretch extends LazyFile {
  constructor(
    path: string,
    override readonly size: number,
    private readonly source: Source,
    private readonly from: number,
  ) {
    super(path, size);
  }

  /** The same content under another path. */
  as(path: string): Stretch {
    return new Stretch(path, this.size, this.source, this.from);
  }

  async *pieces(): AsyncGenerator<Bytes> {
    for (let at = 0; at < this.size; at += pieceBytes) {
      const length = Math.min(pieceBytes, this.size - at);
      yield await this.source.readUint8Array(this.from + at, length);
    }
  }

  override async head(count: number): Promise<Bytes> {
    return this.source.readUint8Array(this.from, Math.min(count, this.size));
  }
}
