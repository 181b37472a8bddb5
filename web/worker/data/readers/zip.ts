import type { NamedBytes } from '../mnist-files';
import { crc32 } from './crc32';
import { gunzip, joined, mostExpansion } from './gunzip';

/** A file inside an archive, still packed. */
interface ZipEntry {
  /** With the folders in front, divided by '/'. */
  name: string;
  packed: Uint8Array<ArrayBuffer>;
  /** Unpacked. */
  size: number;
  crc: number;
  stored: boolean;
}

/** Archives that unpack to more than this must not do so from almost nothing. */
const modestBytes = 64e6;
/** Pictures and arrays that are no trick stay well below it. */
const mostRatio = 200;

const endSignature = 0x06054b50;
const farEndSignature = 0x06064b50;
const farLocatorSignature = 0x07064b50;
const entrySignature = 0x02014b50;
const fileSignature = 0x04034b50;
const endBytes = 22;
const farEndBytes = 56;
const farLocatorBytes = 20;
const entryBytes = 46;
const fileBytes = 30;
const longestComment = 0xffff;
const encrypted = 1 | (1 << 6) | (1 << 13);
const sizesFollow = 1 << 3;
const utf8Names = 1 << 11;
/** Stands where 32 (or 16) bits are too few; the number itself is elsewhere then, in 64 bits. */
const elsewhere = 0xffffffff;
const elsewhereShort = 0xffff;
/** Number of the extra field that has them. */
const farField = 1;

/**
 * The files of a ZIP archive (PKWARE's APPNOTE 6.3.10, also with its 64-bit fields), stored or
 * deflated, unpacked one by one as they are asked for. The whole directory is checked before anything
 * is unpacked: archives that are cut short, split or encrypted, entries that lie in each other or bear
 * the same or an unsafe name, and sizes beyond `maxBytes` in all are refused with a sentence that
 * begins with `name`.
 */
export function openZip(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  maxBytes: number,
): { names: string[]; bytes: number; unpack: (index: number) => Promise<NamedBytes> } {
  const entries = readDirectory(name, bytes).filter((entry) => !entry.name.endsWith('/'));
  if (entries.length === 0) throw new Error(`${name} is an archive without files.`);
  const total = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (total > maxBytes) {
    throw new Error(
      `${name} holds ${Math.round(total / 1e6)} MB when unpacked; this page takes up to ` +
        `${Math.round(maxBytes / 1e6)} MB.`,
    );
  }
  if (total > modestBytes && total > mostRatio * bytes.length) {
    throw new Error(
      `${name} would unpack to ${Math.round(total / bytes.length)} times its size, as no archive of ` +
        'pictures does.',
    );
  }
  return {
    names: entries.map((entry) => entry.name),
    bytes: total,
    unpack: async (index) => unpack(name, entries[index]!),
  };
}

async function unpack(archive: string, entry: ZipEntry): Promise<NamedBytes> {
  const what = `${entry.name} in ${archive}`;
  if (entry.stored) {
    if (crc32(entry.packed) !== entry.crc) throw new Error(`${what} is damaged. Get it anew.`);
    return { name: entry.name, bytes: entry.packed.slice() };
  }
  // What gzip puts around the same deflated data: one way of unpacking for both.
  const trailer = new DataView(new ArrayBuffer(8));
  trailer.setUint32(0, entry.crc, true);
  trailer.setUint32(4, entry.size, true);
  const parts = [
    Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255),
    entry.packed,
    new Uint8Array(trailer.buffer),
  ];
  const framed = joined(parts, entry.packed.length + 18);
  return { name: entry.name, bytes: await gunzip(what, framed, entry.size) };
}

function readDirectory(name: string, bytes: Uint8Array<ArrayBuffer>): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end === undefined) {
    throw new Error(`${name} is cut short, or has something behind its end: get it anew.`);
  }
  const broken = () => new Error(`${name} is damaged: its directory is not where it should be.`);
  const directory = placeOfDirectory(view, end);
  if (!directory) throw broken();
  const { count, size, start, whole, end: directoryEnd } = directory;
  if (!whole) throw new Error(`${name} is one part of a split archive; only whole ones are read.`);
  if (start + size !== directoryEnd) throw broken();

  const entries: ZipEntry[] = [];
  const places: { from: number; to: number }[] = [];
  const names = new Set<string>();
  let at = start;
  for (let i = 0; i < count; ++i) {
    if (at + entryBytes > directoryEnd) throw broken();
    if (view.getUint32(at, true) !== entrySignature) throw broken();
    const nameBytes = view.getUint16(at + 28, true);
    const next =
      at + entryBytes + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > directoryEnd) throw broken();
    const raw = bytes.subarray(at + entryBytes, at + entryBytes + nameBytes);
    const path = safeName(name, raw, (view.getUint16(at + 8, true) & utf8Names) !== 0);
    if (names.has(path)) throw new Error(`${name} holds two files called ${shortened(path)}.`);
    names.add(path);
    const { entry, from, to } = readEntry(name, path, { bytes, view, at, raw, start });
    entries.push(entry);
    places.push({ from, to });
    at = next;
  }
  if (at !== directoryEnd) throw broken();
  places.sort((one, other) => one.from - other.from);
  for (let i = 1; i < places.length; ++i) {
    if (places[i]!.from < places[i - 1]!.to) {
      throw new Error(`${name} is damaged: files in it lie in each other.`);
    }
  }
  return entries;
}

/** The end of the directory is the end of the file: nothing but its own comment is behind it. */
function findEnd(view: DataView): number | undefined {
  const last = view.byteLength - endBytes;
  for (let at = last; at >= 0 && at >= last - longestComment; --at) {
    if (view.getUint32(at, true) !== endSignature) continue;
    if (view.getUint16(at + 20, true) === last - at) return at;
  }
  return undefined;
}

interface Directory {
  /** Entries. */
  count: number;
  size: number;
  start: number;
  end: number;
  /** The archive is not split. */
  whole: boolean;
}

/** What the end of the archive says of its directory; undefined where that contradicts itself. */
function placeOfDirectory(view: DataView, end: number): Directory | undefined {
  const count = view.getUint16(end + 10, true);
  const size = view.getUint32(end + 12, true);
  const start = view.getUint32(end + 16, true);
  const whole = view.getUint32(end + 4, true) === 0 && view.getUint16(end + 8, true) === count;
  const near = { count, size, start, end, whole };
  const locator = end - farLocatorBytes;
  if (locator < farEndBytes || view.getUint32(locator, true) !== farLocatorSignature) {
    const known = count !== elsewhereShort && size !== elsewhere && start !== elsewhere;
    return known || start + size === end ? near : undefined;
  }
  const at = farNumber(view, locator + 8);
  // Between its end and what says where it is there is nothing.
  if (!(at <= locator - farEndBytes) || view.getUint32(at, true) !== farEndSignature)
    return undefined;
  if (at + 12 + farNumber(view, at + 4) !== locator) return undefined;
  const far = {
    count: farNumber(view, at + 32),
    size: farNumber(view, at + 40),
    start: farNumber(view, at + 48),
  };
  const agrees =
    (count === elsewhereShort || count === far.count) &&
    (size === elsewhere || size === far.size) &&
    (start === elsewhere || start === far.start);
  if (!agrees) return undefined;
  const parts = [view.getUint32(locator + 4, true), view.getUint32(at + 16, true)];
  const one = parts.every((part) => part === 0) && farNumber(view, at + 24) === far.count;
  return { ...far, end: at, whole: one && view.getUint32(at + 20, true) === 0 };
}

/** A number of 64 bits; Infinity where it is more than anything here can be. */
function farNumber(view: DataView, at: number): number {
  const number = view.getBigUint64(at, true);
  return number <= Number.MAX_SAFE_INTEGER ? Number(number) : Infinity;
}

/**
 * Numbers of a header, those that stand elsewhere from its extra fields, where they come in the same
 * order; undefined where they do not.
 */
function farNumbers(
  view: DataView,
  numbers: readonly number[],
  extra: { at: number; end: number },
): number[] | undefined {
  if (!numbers.includes(elsewhere)) return [...numbers];
  for (let at = extra.at; at + 4 <= extra.end; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== farField) continue;
    let place = at + 4;
    const end = Math.min(place + view.getUint16(at + 2, true), extra.end);
    return numbers.map((number) => {
      if (number !== elsewhere) return number;
      place += 8;
      return place <= end ? farNumber(view, place - 8) : Infinity;
    });
  }
  return undefined;
}

interface Place {
  bytes: Uint8Array<ArrayBuffer>;
  view: DataView;
  /** Of the entry in the directory. */
  at: number;
  /** The name as it is written there. */
  raw: Uint8Array;
  /** Of the directory. */
  start: number;
}

function readEntry(
  name: string,
  path: string,
  { bytes, view, at, raw, start }: Place,
): { entry: ZipEntry; from: number; to: number } {
  const what = `${shortened(path)} in ${name}`;
  const flags = view.getUint16(at + 8, true);
  const method = view.getUint16(at + 10, true);
  const crc = view.getUint32(at + 16, true);
  if (flags & encrypted) throw new Error(`${what} is encrypted, which is not read.`);
  if (method !== 0 && method !== 8) {
    throw new Error(`${what} is packed in a way (${method}) that is not read; use plain ZIP.`);
  }
  const broken = () => new Error(`${what} is damaged: what the archive says of it disagrees.`);
  const extra = at + entryBytes + raw.length;
  const near = [at + 24, at + 20, at + 42].map((place) => view.getUint32(place, true));
  const numbers = farNumbers(view, near, { at: extra, end: extra + view.getUint16(at + 30, true) });
  if (!numbers) throw broken();
  const [size, packedSize, from] = numbers as [number, number, number];
  if (from + fileBytes > start || view.getUint32(from, true) !== fileSignature) throw broken();
  const nameBytes = view.getUint16(from + 26, true);
  const data = from + fileBytes + nameBytes + view.getUint16(from + 28, true);
  const to = data + packedSize;
  if (to > start) throw broken();
  // The same is said before the file itself.
  const again = bytes.subarray(from + fileBytes, from + fileBytes + nameBytes);
  if (again.length !== raw.length || again.some((byte, i) => byte !== raw[i])) throw broken();
  const flagsAgain = view.getUint16(from + 6, true);
  if (flagsAgain & encrypted) throw new Error(`${what} is encrypted, which is not read.`);
  if (view.getUint16(from + 8, true) !== method) throw broken();
  // Unless the sizes follow the data; NumPy leaves them to a field for 64 bits.
  const agrees = (offset: number, value: number) => {
    const said = view.getUint32(from + offset, true);
    return said === value || said === elsewhere || (flagsAgain & sizesFollow) !== 0;
  };
  if (!agrees(14, crc) || !agrees(18, packedSize) || !agrees(22, size)) throw broken();
  const stored = method === 0;
  if (stored ? size !== packedSize : size > packedSize * mostExpansion) throw broken();
  return { entry: { name: path, packed: bytes.subarray(data, to), size, crc, stored }, from, to };
}

/** The name of a file inside: below the archive, whatever it says. */
function safeName(archive: string, raw: Uint8Array, utf8: boolean): string {
  const name = decoded(archive, raw, utf8).replaceAll('\\', '/');
  const parts = name.split('/');
  // A folder's own entry ends with a slash.
  if (parts.at(-1) === '' && parts.length > 1) parts.pop();
  const unsafe = parts.some((part) => part === '' || part === '.' || part === '..');
  if (unsafe || /^[a-z]:|[\u0000-\u001f\u007f]/i.test(name)) {
    throw new Error(`${archive} holds a file with an unsafe name (${shortened(name)}).`);
  }
  return name;
}

function decoded(archive: string, raw: Uint8Array, utf8: boolean): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw);
  } catch {
    // Older programs write the letters of their own country.
    if (!utf8) return new TextDecoder('latin1').decode(raw);
    throw new Error(`${archive} is damaged: the name of a file in it is no UTF-8.`);
  }
}

/** A name as messages show it. */
function shortened(name: string): string {
  const plain = name.replace(/[\u0000-\u001f\u007f-\u009f]/g, '?');
  return plain.length > 60 ? `${plain.slice(0, 57)}...` : plain;
}
