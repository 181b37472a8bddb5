import { Gunzip } from 'fflate';
import { crc32 } from './crc32';

/** Deflate makes no more of a byte than this. */
export const mostExpansion = 1032;
/** Packed bytes that are unpacked in one go: what comes out before the next check stays below 17 MB. */
const pieceBytes = 16 * 1024;
/** Checksum and length, 4 bytes each. */
const trailerBytes = 8;
/** fflate's number for "no gzip header". */
const noHeader = 6;

/** Whether the bytes begin as gzip files do (RFC 1952). */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 0x08;
}

/**
 * Unpacks a gzip file of one part. Throws a sentence that begins with `name` when it is cut short or
 * damaged, has anything behind its end, or holds more than `maxBytes`: a small file can unpack to far
 * more than memory holds. Memory is taken once, for what the file says of its length at its end,
 * where that is not too much and its size can make it true.
 *
 * Not by the host's own DecompressionStream: what that makes of bytes behind the end differs from
 * host to host.
 */
export async function gunzip(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const damaged = () =>
    new Error(`${name} is cut short or damaged: it could not be unpacked. Get it anew.`);
  const somethingBehind = () =>
    new Error(`${name} has something behind the end of its gzip data: pack it anew, as one part.`);
  if (bytes.length < trailerBytes) throw damaged();
  const trailer = new DataView(bytes.buffer, bytes.byteOffset + bytes.length - trailerBytes);
  const length = trailer.getUint32(4, true);
  if (length > bytes.length * mostExpansion) throw damaged();
  if (length > maxBytes) {
    // Where the end is missing, any other bytes stand there.
    const [holds, takes] = [length, maxBytes].map((size) => Math.round(size / 1e6));
    throw new Error(
      `${name} is cut short or damaged, or it holds ${holds} MB, more than the ${takes} MB that this ` +
        'page takes.',
    );
  }
  const whole = new Uint8Array(length);
  let written = 0;
  const stream = new Gunzip((piece) => {
    if (written + piece.length > length) throw damaged();
    whole.set(piece, written);
    written += piece.length;
  });
  stream.onmember = (offset) => {
    if (offset > 0) throw somethingBehind();
  };
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const end = Math.min(at + pieceBytes, bytes.length);
    try {
      stream.push(bytes.subarray(at, end), end === bytes.length);
    } catch (error) {
      // Only fflate's errors carry a number.
      if (!(error instanceof Error) || !('code' in error)) throw error;
      throw error.code === noHeader ? somethingBehind() : damaged();
    }
  }
  if (written !== length || crc32(whole) !== trailer.getUint32(0, true)) throw damaged();
  return whole;
}

/** The parts one after the other; `length` is the sum of theirs. */
export function joined(parts: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
