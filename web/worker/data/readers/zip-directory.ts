import {
  ERR_AMBIGUOUS_ARCHIVE,
  ERR_BAD_FORMAT,
  ERR_ENCRYPTED_CENTRAL_DIRECTORY,
  ERR_EOCDR_NOT_FOUND,
  ERR_SPLIT_ZIP_FILE,
  WARNING_APPENDED_DATA,
  WARNING_MALFORMED_EXTRA_FIELD,
  WARNING_PREPENDED_DATA,
  WARNING_UNKNOWN_VERSION,
  WARNING_UNSORTED_CENTRAL_DIRECTORY,
  WARNING_WRAPPED_ENTRIES_COUNT,
  ZipReader,
  type Entry,
  type Reader,
} from '@zip.js/zip.js/lib/zip-core-reader.js';
import { mostExpansion } from './inflate';
import { Unreadable, type Source } from './source';

/** What is kept of a file inside until it is unpacked: far less than the library keeps. */
export interface ZipEntry {
  /** With the folders in front, divided by '/'. */
  name: string;
  /** The name as it is written. */
  rawName: Uint8Array;
  /** Where it begins, what is said of it first; and where it must have ended. */
  from: number;
  to: number;
  packedSize: number;
  /** Unpacked. */
  size: number;
  crc: number | undefined;
  method: 'stored' | 'deflated';
}

/** Of what is said of a file before it, but for its name. */
export const headerBytes = 30;
export const encryptedFlags = 1 | (1 << 6) | (1 << 13);

/** What archives are like that are read: a program in front, or more files than 16 bits count. */
const harmless = new Set([
  WARNING_PREPENDED_DATA,
  WARNING_WRAPPED_ENTRIES_COUNT,
  WARNING_UNSORTED_CENTRAL_DIRECTORY,
  WARNING_UNKNOWN_VERSION,
  WARNING_MALFORMED_EXTRA_FIELD,
]);

/**
 * The files that the archive's directory names, in its order. What is wrong with it, or with any of
 * them, is a sentence that begins with `name`.
 */
export async function readDirectory(
  name: string,
  source: Source,
  mostFiles: number,
): Promise<ZipEntry[]> {
  const reader = new ZipReader(source as unknown as Reader<unknown>, {
    // Names are checked here, so that messages can tell them.
    filenameValidation: 'tolerant',
    maxAppendedDataSize: 0,
  });
  const entries: ZipEntry[] = [];
  const all: ZipEntry[] = [];
  const names = new Set<string>();
  for await (const entry of listed(name, reader)) {
    const checked = checkedEntry(name, entry);
    if (names.has(checked.name)) {
      throw new Error(`${name} holds two files called ${shortened(checked.name)}.`);
    }
    names.add(checked.name);
    all.push(checked);
    if (!entry.directory && !checked.name.endsWith('/')) entries.push(checked);
    if (all.length > mostFiles) {
      throw new Error(`${name} holds more than ${mostFiles} files, which is more than is read.`);
    }
  }
  all.sort((one, other) => one.from - other.from);
  all.forEach((entry, i) => {
    entry.to = all[i + 1]?.from ?? reader.directoryOffset!;
    const least = entry.from + headerBytes + entry.rawName.length + entry.packedSize;
    if (least <= entry.to) return;
    throw i + 1 < all.length
      ? inEachOther(name)
      : disagreeing(`${shortened(entry.name)} in ${name}`);
  });
  return entries;
}

/** The entries of the directory; what the library says of a broken one becomes a sentence. */
async function* listed(name: string, reader: ZipReader<unknown>): AsyncGenerator<Entry> {
  try {
    yield* reader.getEntriesGenerator();
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Error(`${name} ${faultOf(error as Error & { reason?: string })}`, { cause: error });
  }
  if (!reader.warnings!.every(({ reason }) => harmless.has(reason))) {
    throw new Error(`${name} ${misplaced}`);
  }
}

const misplaced = 'is damaged: its directory is not as it should be.';

function faultOf({ message, reason }: Error & { reason?: string }): string {
  const behind = message === ERR_AMBIGUOUS_ARCHIVE && reason === WARNING_APPENDED_DATA;
  if (behind || message === ERR_EOCDR_NOT_FOUND || message === ERR_BAD_FORMAT) {
    return 'is cut short, or has something behind its end: get it anew.';
  }
  if (message === ERR_SPLIT_ZIP_FILE) return onePart;
  if (message === ERR_ENCRYPTED_CENTRAL_DIRECTORY) return 'is encrypted, which is not read.';
  return misplaced;
}

const onePart = 'is one part of a split archive; only whole ones are read.';

function checkedEntry(archive: string, entry: Entry): ZipEntry {
  const name = safeName(archive, entry.filename);
  const what = `${shortened(name)} in ${archive}`;
  const { compressionMethod: method, compressedSize, uncompressedSize } = entry;
  if (entry.rawBitFlag! & encryptedFlags)
    throw new Error(`${what} is encrypted, which is not read.`);
  // The library also lists files whose 64-bit numbers are missing, with nothing else of them.
  if (method === undefined) throw disagreeing(what);
  if (method !== 0 && method !== 8) {
    throw new Error(`${what} is packed in a way (${method}) that is not read; use plain ZIP.`);
  }
  if (entry.diskNumberStart !== 0) throw new Error(`${archive} ${onePart}`);
  const possible =
    method === 0
      ? uncompressedSize === compressedSize
      : uncompressedSize <= compressedSize * mostExpansion;
  if (!possible) throw disagreeing(what);
  return {
    name,
    rawName: entry.rawFilename.slice(),
    from: entry.offset,
    to: 0,
    packedSize: compressedSize,
    size: uncompressedSize,
    crc: entry.crc32,
    method: method === 0 ? 'stored' : 'deflated',
  };
}

export function disagreeing(what: string): Error {
  return new Error(`${what} is damaged: what the archive says of it disagrees.`);
}

export function inEachOther(archive: string): Error {
  return new Error(`${archive} is damaged: files in it lie in each other.`);
}

/** The name of a file inside: below the archive, and written in one way, whatever it says. */
function safeName(archive: string, written: string): string {
  const path = written.replaceAll('\\', '/').normalize('NFC');
  // A folder's own entry ends with a slash.
  const folder = path.endsWith('/') && path.length > 1;
  const parts = (folder ? path.slice(0, -1) : path).split('/');
  const name = parts.filter((part) => part !== '.').join('/');
  const unsafe = parts.includes('') || parts.includes('..') || (name === '' && !folder);
  if (unsafe || /^[a-z]:|[\u0000-\u001f\u007f]/i.test(name)) {
    throw new Error(`${archive} holds a file with an unsafe name (${shortened(written)}).`);
  }
  return folder ? `${name}/` : name;
}

/** A name as messages show it. */
export function shortened(name: string): string {
  const plain = name.replace(/[\u0000-\u001f\u007f-\u009f]/g, '?');
  return plain.length > 60 ? `${plain.slice(0, 57)}...` : plain;
}
