import { GzipFile } from '../opening/gzip';
import type { Bytes, OpenedFile } from '../opening/opened-file';

/** Told which file is read, and how many bytes of how many in all files were read so far. */
export type TellProgress = (path: string, done: number, all: number) => void;

/** What of some files was read: in bytes, and of what only unpacking tells the size of, packed ones. */
export class ReadProgress {
  private readonly all: number;
  private done = 0;

  constructor(
    files: readonly OpenedFile[],
    private readonly tell: TellProgress,
  ) {
    this.all = files.reduce((sum, file) => sum + bytesOf(file), 0);
  }

  /** This file has its turn. */
  begins({ path }: OpenedFile): void {
    this.tell(path, this.done, this.all);
  }

  /** This file was read, by other means than `pieces`. */
  ended(file: OpenedFile): void {
    this.done += bytesOf(file);
  }

  /** A file's content, of which is told as it comes. */
  async *pieces(file: OpenedFile): AsyncGenerator<Bytes> {
    const most = bytesOf(file);
    let [read, packed] = [0, 0];
    for await (const piece of file.pieces((bytes) => void (packed = bytes))) {
      yield piece;
      read += piece.length;
      const done = file.size === undefined ? packed : read;
      this.tell(file.path, this.done + Math.min(done, most), this.all);
    }
    this.ended(file);
  }
}

function bytesOf(file: OpenedFile): number {
  return file.size ?? (file instanceof GzipFile ? file.packed.size : undefined) ?? 0;
}
