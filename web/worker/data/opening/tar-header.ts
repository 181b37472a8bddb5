import { Refused, type Bytes } from './opened-file';

/** Files of a tar archive, and what describes them, are padded to blocks of this size. */
export const blockBytes = 512;

/** What stands in front of every file (POSIX.1-1988 ustar, and what GNU and POSIX.1-2001 add). */
export interface TarHeader {
  name: string;
  size: number;
  /** One letter: '0' a file, '5' a folder, ... (`typeflag`). */
  type: string;
  /** What a link leads to. */
  target: string;
}

/** The header in a block; undefined where it is none: its checksum says so. */
export function tarHeader(block: Bytes): TarHeader | undefined {
  if (block.length < blockBytes || !checks(block)) return undefined;
  const size = number(block, 124, 12);
  if (size === undefined) return undefined;
  const name = text(block, 0, 100);
  // GNU's own archives have other things in the place of ustar's prefix.
  const prefix = text(block, 257, 6) === 'ustar' ? text(block, 345, 155) : '';
  return {
    name: prefix ? `${prefix}/${name}` : name,
    size,
    type: String.fromCharCode(block[156] || 0x30),
    target: text(block, 157, 100),
  };
}

/** The sum of all bytes, its own field counted as spaces. */
function checks(block: Bytes): boolean {
  const stored = number(block, 148, 8);
  let sum = 0;
  for (let i = 0; i < blockBytes; ++i) sum += i >= 148 && i < 156 ? 0x20 : block[i]!;
  return stored === sum;
}

function text(bytes: Bytes, from: number, length: number): string {
  const field = bytes.subarray(from, from + length);
  const end = field.indexOf(0);
  return decoded(end < 0 ? field : field.subarray(0, end));
}

/** UTF-8, or the Latin letters of archives that are older. */
function decoded(bytes: Bytes): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
}

/** Octal digits, or GNU's big-endian bytes behind a set bit for what they have no room for. */
function number(bytes: Bytes, from: number, length: number): number | undefined {
  const field = bytes.subarray(from, from + length);
  let value: number;
  if (field[0] === 0x80) {
    value = field.subarray(1).reduce((sum, byte) => sum * 256 + byte, 0);
  } else {
    const digits = text(bytes, from, length).trim();
    if (!/^[0-7]*$/.test(digits)) return undefined;
    value = digits === '' ? 0 : parseInt(digits, 8);
  }
  return Number.isSafeInteger(value) ? value : undefined;
}

/** What headers in front of a file's own say of it. */
export interface Overrides {
  name?: string;
  size?: number;
  target?: string;
  /** Its holes are left out, as GNU does: what is there is not the file. */
  holes?: boolean;
}

/** Records of POSIX.1-2001: `length key=value` and a line's end, the length counting all of it. */
export function paxRecords(archive: string, bytes: Bytes): Overrides {
  const found: Overrides = {};
  for (let at = 0; at < bytes.length && bytes[at] !== 0;) {
    const space = bytes.indexOf(0x20, at);
    const length = space < 0 ? 0 : Number(decoded(bytes.subarray(at, space)));
    if (!Number.isInteger(length) || length <= space - at + 1 || at + length > bytes.length) {
      throw new Refused(`${archive} is damaged: what it says of a file in it cannot be read.`);
    }
    const record = decoded(bytes.subarray(space + 1, at + length - 1));
    const equals = record.indexOf('=');
    const value = record.slice(equals + 1);
    const key = record.slice(0, equals);
    if (key.startsWith('GNU.sparse.')) found.holes = true;
    if (key === 'path') found.name = value;
    if (key === 'linkpath') found.target = value;
    if (key === 'size' && /^\d{1,15}$/.test(value)) found.size = Number(value);
    at += length;
  }
  return found;
}

/** A long name, as GNU writes it where another archive has a file. */
export function longName(bytes: Bytes): string {
  return text(bytes, 0, bytes.length);
}
