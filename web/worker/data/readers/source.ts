/**
 * Bytes that are read part by part, under the names that zip.js calls them by. Fewer come where the
 * end is nearer.
 */
export interface Source {
  size: number;
  readUint8Array(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** A file on the disk that is not there any more as it was picked. */
export class Unreadable extends Error {
  constructor(name: string, cause: unknown) {
    super(`${name} could not be read: was it moved or changed meanwhile?`, { cause });
  }
}

/** Bytes that are read from the disk at once: small files lie one behind the other. */
const windowBytes = 1 << 18;

/** A file that stays on the disk but for what is read of it. */
export function onDisk(name: string, file: Blob): Source {
  let start = 0;
  let window = new Uint8Array(0);
  const read = async (offset: number, length: number) => {
    const bytes = await file
      .slice(offset, offset + length)
      .arrayBuffer()
      .catch((error: unknown) => {
        throw new Unreadable(name, error);
      });
    return new Uint8Array(bytes);
  };
  return {
    size: file.size,
    async readUint8Array(offset, length) {
      if (length > windowBytes) return read(offset, length);
      if (offset < start || offset + length > start + window.length) {
        window = await read(offset, windowBytes);
        start = offset;
      }
      return window.slice(offset - start, offset - start + length);
    },
  };
}

/** A file in memory, such as an archive in an archive. */
export function inMemory(bytes: Uint8Array<ArrayBuffer>): Source {
  return {
    size: bytes.length,
    readUint8Array: async (offset, length) => bytes.slice(offset, offset + length),
  };
}
