import { Inflate } from 'fflate';
import { notEnoughMemory, unexpected } from './errors.js';

/**
 * Compressed bytes that are unpacked in one go. Deflate expands at most 1032 times, so what comes
 * out before the next check stays below 17 MB.
 */
const pieceBytes = 16 * 1024;
/** IDX headers are at most this long; so much is unpacked before the size is asked for. */
const headBytes = 20;
const trailerBytes = 8;

const flag = { headerCrc: 2, extra: 4, name: 8, comment: 16, reserved: 0xe0 };

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && (bytes.length < 2 || bytes[1] === 0x8b);
}

/**
 * Unpacks a gzip file (RFC 1952) of one member, and believes nothing: neither fflate nor the host's
 * own DecompressionStream checks all of end, length and checksum everywhere, so this does.
 * @param sizeOf how many bytes the file must have, told by its first unpacked bytes; throws when
 * that is too many. No memory is taken before.
 */
export function gunzip(
  what: string,
  bytes: Uint8Array,
  sizeOf: (head: Uint8Array) => number,
): Uint8Array {
  const damaged = (how: string) => unexpected(what, 'a whole gzip file', how);
  const begin = headerEnd(bytes, damaged);
  const end = bytes.length - trailerBytes;
  if (begin >= end) throw damaged('one that is cut short');
  const trailer = new DataView(bytes.buffer, bytes.byteOffset + end, trailerBytes);

  let head = new Uint8Array(0);
  let output: Uint8Array | undefined;
  let written = 0;
  const start = () => {
    const size = sizeOf(head);
    const packed = trailer.getUint32(4, true); // the length modulo 2^32
    if (packed !== size % 2 ** 32) {
      throw damaged(
        `one of ${packed} bytes unpacked where its header promises ${size}: ` +
          'it is damaged or cut short',
      );
    }
    output = allocate(size);
    append(head);
  };
  const append = (piece: Uint8Array) => {
    if (written + piece.length > output!.length) {
      throw unexpected(
        what,
        `${output!.length} bytes, as its header promises`,
        'a file that unpacks to more than its header says',
      );
    }
    output!.set(piece, written);
    written += piece.length;
  };

  const inflate = new Inflate((piece) => {
    if (output) return append(piece);
    head = joined(head, piece);
    if (head.length >= headBytes) start();
  });
  for (let at = begin; at < end; at += pieceBytes) {
    const next = Math.min(at + pieceBytes, end);
    unpack(() => inflate.push(bytes.subarray(at, next), next === end), damaged);
  }
  if (!output) start(); // a file shorter than the longest header
  if (written !== output!.length) throw damaged('one that is cut short');
  if (crc32(output!) !== trailer.getUint32(0, true)) {
    throw damaged('one whose checksum is wrong: it is damaged, or has more than one part');
  }
  return output!;
}

/** Where the compressed data begins. */
function headerEnd(bytes: Uint8Array, damaged: (how: string) => Error): number {
  const cutShort = () => damaged('one that is cut short');
  if (bytes.length < 10 + trailerBytes) throw cutShort();
  if (bytes[2] !== 8) throw damaged(`the unknown compression method ${bytes[2]}`);
  const flags = bytes[3]!;
  if (flags & flag.reserved) throw damaged('flags that no gzip file has');
  let at = 10;
  if (flags & flag.extra) at += 2 + bytes[10]! + 256 * bytes[11]!;
  for (const text of [flag.name, flag.comment]) {
    if (!(flags & text)) continue;
    const zero = bytes.indexOf(0, at);
    if (zero < 0) throw cutShort();
    at = zero + 1;
  }
  if (flags & flag.headerCrc) at += 2;
  return at;
}

/** fflate's own errors carry a number; ours pass. */
function unpack(work: () => void, damaged: (how: string) => Error): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
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

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
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
