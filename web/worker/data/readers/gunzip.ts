import { FlateErrorCode, Gunzip } from 'fflate';
import { isGzip } from '../../storage/bytes';
import { crc32 } from './crc32';
import { bombs, mostExpansion, Unpacked, unpackThrough } from './inflate';

/** Checksum and length, 4 bytes each. */
const trailerBytes = 8;

/**
 * Unpacks a gzip file of one or several members, one after the other (RFC 1952). Throws a sentence
 * that begins with `name` when it is cut short or damaged, has anything else behind its end, or holds
 * more than `maxBytes`: a small file can unpack to far more than memory holds. Memory is taken once
 * for a file of one member, for what it says of its length at its end, where that is not too much
 * and its size can make it true.
 */
export function gunzip(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  maxBytes: number,
): Uint8Array<ArrayBuffer> {
  const damaged = () =>
    new Error(`${name} is cut short or damaged: it could not be unpacked. Get it anew.`);
  if (!isGzip(bytes) || bytes.length < trailerBytes) throw damaged();
  const trailer = (end: number) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset + end - trailerBytes, trailerBytes);
    return { sum: view.getUint32(0, true), length: view.getUint32(4, true) };
  };
  const { length: declared } = trailer(bytes.length);
  // What cannot be is no length: the end is somewhere else.
  const expected = declared <= bytes.length * mostExpansion ? declared : 0;
  const unpacked = new Unpacked(expected, (length) => {
    const [holds, takes] = [length, maxBytes].map((size) => Math.round(size / 1e6));
    const much =
      length > maxBytes
        ? `holds ${holds} MB, more than the ${takes} MB that this page takes`
        : bombs(length, bytes.length);
    // Where the end is missing, any other bytes stand in the place of the length.
    if (much) throw new Error(`${name} ${much}, or it is cut short or damaged.`);
  });
  let start = 0;
  const endMember = (end: number) => {
    const { sum, length } = trailer(end);
    if ((unpacked.length - start) % 2 ** 32 !== length) throw damaged();
    if (crc32(unpacked.from(start)) !== sum) throw damaged();
    start = unpacked.length;
  };
  const stream = new Gunzip((piece) => unpacked.add(piece));
  stream.onmember = endMember;
  unpackThrough(stream, bytes, (code) =>
    code === FlateErrorCode.InvalidHeader
      ? new Error(`${name} has something behind the end of its gzip data: pack it anew.`)
      : damaged(),
  );
  endMember(bytes.length);
  return unpacked.whole();
}
