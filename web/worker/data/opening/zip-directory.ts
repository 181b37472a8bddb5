import {
  ERR_AMBIGUOUS_ARCHIVE,
  ERR_BAD_FORMAT,
  ERR_ENCRYPTED_CENTRAL_DIRECTORY,
  ERR_EOCDR_NOT_FOUND,
  ERR_SPLIT_ZIP_FILE,
  WARNING_APPENDED_DATA,
  WARNING_DUPLICATE_FILENAME,
  WARNING_MALFORMED_EXTRA_FIELD,
  WARNING_PREPENDED_DATA,
  WARNING_UNKNOWN_VERSION,
  WARNING_UNSORTED_CENTRAL_DIRECTORY,
  WARNING_WRAPPED_ENTRIES_COUNT,
  ZipReader,
  type Entry,
  type Reader,
} from '@zip.js/zip.js/lib/zip-core-reader.js';
import { mostExpansion } from './inflated';
import { Refused } from './opened-file';
import { tidied } from './paths';
import type { Source } from './source';

/** What the directory of an archive says of a file. */
export interface ZipEntry {
  path: string;
  /** Where it begins, what is said of it first. */
  from: number;
  packedSize: number;
  /** Unpacked. */
  size: number;
  crc: number;
  packing: 'stored' | 'deflated';
  /** Why it cannot be read, behind its path; undefined where it can. */
  fault: string | undefined;
}

/** What archives are like that are read: a program in front, or more files than 16 bits count. */
const harmless = new Set([
  WARNING_PREPENDED_DATA,
  WARNING_WRAPPED_ENTRIES_COUNT,
  WARNING_UNSORTED_CENTRAL_DIRECTORY,
  WARNING_UNKNOWN_VERSION,
  WARNING_MALFORMED_EXTRA_FIELD,
  WARNING_APPENDED_DATA,
  WARNING_DUPLICATE_FILENAME,
]);

/**
 * The files that an archive's directory names, in its order, and then where it begins: behind all
 * of them. What is wrong with the directory itself is a `Refused` that begins with `archive`.
 */
export async function* readDirectory(
  archive: string,
  source: Source,
): AsyncGenerator<ZipEntry, number> {
  const reader = new ZipReader(source as unknown as Reader<unknown>, {
    filenameValidation: 'tolerant',
  });
  try {
    for await (const entry of reader.getEntriesGenerator()) {
      // A link holds the name of what it leads to, which is no content of anybody's.
      const isFile = !entry.directory && !entry.symlink && !/[/\\]$/.test(entry.filename);
      if (isFile) yield zipEntry(entry);
    }
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Refused(`${archive} ${faultOf(error as Error & { reason?: string })}`);
  }
  if (!reader.warnings!.every(({ reason }) => harmless.has(reason))) {
    throw new Refused(`${archive} ${misplaced}`);
  }
  return reader.directoryOffset!;
}

const misplaced = 'is damaged: its directory is not as it should be. Get it anew.';

function faultOf({ message, reason }: Error & { reason?: string }): string {
  const behind = message === ERR_AMBIGUOUS_ARCHIVE && reason === WARNING_APPENDED_DATA;
  if (behind || message === ERR_EOCDR_NOT_FOUND || message === ERR_BAD_FORMAT) {
    return 'is cut short, or has something behind its end: get it anew.';
  }
  if (message === ERR_SPLIT_ZIP_FILE) {
    return 'is one part of a split archive: join the parts or unpack them, and open the whole.';
  }
  if (message === ERR_ENCRYPTED_CENTRAL_DIRECTORY) return locked;
  return misplaced;
}

const locked = 'is encrypted: unpack it with its password and open what was in it.';

/** Ways of packing that other programs choose (APPNOTE, section 4.4.5). */
const packings: Record<number, string> = {
  9: 'Deflate64',
  12: 'bzip2',
  14: 'LZMA',
  93: 'Zstandard',
  95: 'XZ',
  98: 'PPMd',
};

function zipEntry(entry: Entry): ZipEntry {
  const { compressionMethod: method, compressedSize, uncompressedSize } = entry;
  return {
    path: tidied(entry.filename),
    from: entry.offset,
    packedSize: compressedSize,
    size: uncompressedSize,
    crc: entry.crc32 ?? 0,
    packing: method === 0 ? 'stored' : 'deflated',
    fault: entryFault(entry),
  };
}

function entryFault(entry: Entry): string | undefined {
  const { compressionMethod: method, compressedSize, uncompressedSize } = entry;
  // Strongly encrypted ones say so by other flags, and by a packing of their own (99).
  if (entry.rawBitFlag! & (1 | (1 << 6) | (1 << 13)) || method === 99) return locked;
  // The library also lists files whose 64-bit numbers are missing, with nothing else of them.
  if (method === undefined || entry.diskNumberStart !== 0) return disagrees;
  if (method !== 0 && method !== 8) {
    const packing = packings[method] ?? `a way of its own (number ${method})`;
    return (
      `is packed by ${packing}, which is not read: unpack the archive and open the ` +
      'folder, or pack it anew as a plain ZIP (Deflate).'
    );
  }
  const possible =
    method === 0
      ? uncompressedSize === compressedSize
      : uncompressedSize <= compressedSize * mostExpansion;
  return possible ? undefined : disagrees;
}

export const disagrees = 'is damaged: what the archive says of it disagrees. Get it anew.';
