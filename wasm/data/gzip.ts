import { Gunzip } from 'fflate';
import { notEnoughMemory, ReceptiveError, unexpected } from '../border/errors.js';

/**
 * Compressed bytes that are unpacked in one go: what comes out before the next check stays below
 * 17 MB.
 */
const pieceBytes = 16 * 1024;
/** IDX headers are at most this long; so much is unpacked before the size is asked for. */
const headBytes = 20;
/** Deflate makes no more of a byte than this. */
const mostExpansion = 1032;
/** Checksum and length, 4 bytes each. */
const trailerBytes = 8;

/**
 * Unpacks a gzip file (RFC 1952) of one part. Checks length and checksum itself, because fflate
 * looks at neither; the host's own DecompressionStream would, but what it makes of bytes behind the
 * end differs from host to host.
 * @param sizeOf how many bytes the file must have, told by its first unpacked bytes; throws when
 * that is too many. No memory is taken before.
 */
export function gunzip(
  what: string,
  bytes: Uint8Array,
  sizeOf: (head: Uint8Array) => number,
): Uint8Array {
  const damaged = (how: string) => unexpected(what, 'a whole gzip file', how, 'format');
  if (bytes.length < trailerBytes) throw damaged('one that is cut short');
  const trailer = new DataView(
    bytes.buffer,
    bytes.byteOffset + bytes.length - trailerBytes,
    trailerBytes,
  );
  const checksum = trailer.getUint32(0, true);
  const length = trailer.getUint32(4, true);

  let head: Uint8Array = new Uint8Array(0);
  let output: Uint8Array | undefined;
  let written = 0;
  const append = (to: Uint8Array, piece: Uint8Array) => {
    if (written + piece.length > to.length) {
      throw unexpected(
        what,
        `${to.length} bytes, as its header promises`,
        'a file that unpacks to more than its header says',
        'format',
      );
    }
    to.set(piece, written);
    written += piece.length;
  };
  const start = () => {
    const size = sizeOf(head);
    if (length !== size) {
      throw damaged(
        `one that ends with a length of ${length} bytes where its header promises ${size}: ` +
          'it is damaged or cut short',
      );
    }
    if (size > bytes.length * mostExpansion) {
      throw damaged(`one of ${bytes.length} bytes, from which ${size} cannot come`);
    }
    output = allocate(size);
    append(output, head);
    return output;
  };

  const stream = new Gunzip((piece) => {
    if (output) return append(output, piece);
    head = joined(head, piece);
    if (head.length >= headBytes) start();
  });
  stream.onmember = (offset) => {
    if (offset > 0) throw damaged('one of several parts');
  };
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const end = Math.min(at + pieceBytes, bytes.length);
    translated(() => stream.push(bytes.subarray(at, end), end === bytes.length), damaged);
  }
  const whole = output ?? start(); // without output yet, it is shorter than the longest header
  if (written !== whole.length) throw damaged('one that is cut short');
  if (crc32(whole) !== checksum) throw damaged('one whose checksum is wrong: it is damaged');
  return whole;
}

/** fflate's errors carry a number, 0 for an early end; ours pass. */
function translated(work: () => void, damaged: (how: string) => Error): void {
  try {
    work();
  } catch (error) {
    if (error instanceof RangeError) throw notEnoughMemory('what it unpacks to');
    if (error instanceof ReceptiveError || !(error instanceof Error && 'code' in error))
      throw error;
    throw error.code === 0
      ? damaged('one that is cut short')
      : damaged(`one that is damaged (${error.message})`);
  }
}

function allocate(size: number): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(size);
  } catch {
    throw notEnoughMemory(`a file of ${size} bytes`);
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

let crcTable: Uint32Array | undefined;

/** RFC 1952, section 8. */
function crc32(bytes: Uint8Array): number {
  crcTable ??= Uint32Array.from({ length: 256 }, (_, byte) => {
    let remainder = byte;
    for (let bit = 0; bit < 8; ++bit) {
      remainder = remainder & 1 ? 0xedb88320 ^ (remainder >>> 1) : remainder >>> 1;
    }
    return remainder;
  });
  let crc = 0xffffffff;
  for (let i = 0; i < bytes.length; ++i) {
    crc = crcTable[(crc ^ bytes[i]!) & 0xff]! ^ (crc >>> 8);
  }
  return ~crc >>> 0;
}
