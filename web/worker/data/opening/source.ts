import { type Bytes, Refused } from './opened-file';

/**
 * Bytes that are read part by part, under the names that zip.js calls them by. Fewer come where the
 * end is nearer.
 */
export interface Source {
  size: number;
  readUint8Array(offset: number, length: number): Promise<Bytes>;
}

/** A file on the disk that is not there any more as it was picked. */
export class Unreadable extends Refused {
  constructor(path: string, cause: unknown) {
    super(`${path} could not be read: was it moved or changed meanwhile?`);
    this.cause = cause;
  }
}

/** A part of a file on the disk. */
export async function readPart(path: string, blob: Blob, from: number, to: number): Promise<Bytes> {
  const whole = from === 0 && to >= blob.size;
  try {
    return new Uint8Array(await (whole ? blob : blob.slice(from, to)).arrayBuffer());
  } catch (error) {
    throw new Unreadable(path, error);
  }
}

/** Bytes that are read from the disk at once: small files lie one behind the other. */
const windowBytes = 1 << 18;

/**
 * A file that stays on the disk but for what is read of it, and a window that moves along. Little is
 * given as a view of the window: it is never written to, and copies of tens of thousands of small
 * files would pile up.
 */
export function windowed(path: string, blob: Blob): Source {
  let start = 0;
  let window = new Uint8Array(0);
  return {
    size: blob.size,
    async readUint8Array(offset, length) {
      if (length > windowBytes) return readPart(path, blob, offset, offset + length);
      if (offset < start || offset + length > start + window.length) {
        const read = await readPart(path, blob, offset, offset + windowBytes);
        // Kept here too: another reader may move the window while this one waits.
        window = read;
        start = offset;
        return read.subarray(0, length);
      }
      return window.subarray(offset - start, offset - start + length);
    },
  };
}
