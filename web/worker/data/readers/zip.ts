import { Inflate } from 'fflate';
import type { NamedBytes } from '../mnist-files';
import { crc32 } from './crc32';
import { bombs, Unpacked, unpackThrough } from './inflate';
import type { Source } from './source';
import {
  disagreeing,
  encryptedFlags,
  headerBytes,
  inEachOther,
  readDirectory,
  shortened,
  type ZipEntry,
} from './zip-directory';

/** The files of an archive. */
export interface Archive {
  names: string[];
  /** Of all files, unpacked. */
  bytes: number;
  unpack: (index: number) => Promise<NamedBytes>;
}

const fileSignature = 0x04034b50;
/** Twice what is read of pictures: systems put a file of their own beside each. */
const usualMostFiles = 250_000;

/**
 * The files of a ZIP archive, also with its 64-bit fields or behind a program that unpacks it. They
 * are read and unpacked one by one as they are asked for. The whole directory is checked before:
 * archives that are cut short, split or encrypted, entries that lie in each other or bear the same
 * or an unsafe name, and sizes beyond `maxBytes` in all are refused with a sentence that begins with
 * `name`.
 */
export async function openZip(
  name: string,
  source: Source,
  maxBytes: number,
  mostFiles = usualMostFiles,
): Promise<Archive> {
  const entries = await readDirectory(name, source, mostFiles);
  if (entries.length === 0) throw new Error(`${name} is an archive without files.`);
  const bytes = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (bytes > maxBytes) {
    throw new Error(
      `${name} holds ${Math.round(bytes / 1e6)} MB when unpacked; this page takes up to ` +
        `${Math.round(maxBytes / 1e6)} MB.`,
    );
  }
  const bomb = bombs(bytes, source.size);
  if (bomb) throw new Error(`${name} ${bomb}.`);
  return {
    names: entries.map((entry) => entry.name),
    bytes,
    unpack: (index) => unpack(name, source, entries[index]!),
  };
}

async function unpack(archive: string, source: Source, entry: ZipEntry): Promise<NamedBytes> {
  const { name, size, packedSize } = entry;
  const what = `${shortened(name)} in ${archive}`;
  const at = await placeOfData(what, source, entry);
  if (at + packedSize > entry.to) throw inEachOther(archive);
  const packed = await source.readUint8Array(at, packedSize);
  const damaged = () =>
    new Error(`${what} is cut short or damaged: it could not be unpacked. Get it anew.`);
  let bytes = packed;
  if (entry.method === 'deflated') {
    const unpacked = new Unpacked(size, (length) => {
      if (length > size) throw damaged();
    });
    unpackThrough(new Inflate((piece) => unpacked.add(piece)), packed, damaged);
    bytes = unpacked.from(0);
  }
  if (bytes.length !== size || crc32(bytes) !== entry.crc) throw damaged();
  return { name, bytes };
}

/** Where its data begins: behind what is said of it there, which must be what the directory says. */
async function placeOfData(what: string, source: Source, entry: ZipEntry): Promise<number> {
  const { from, rawName } = entry;
  const bytes = await source.readUint8Array(from, headerBytes + rawName.length);
  if (bytes.length < headerBytes) throw disagreeing(what);
  const view = new DataView(bytes.buffer);
  const same =
    view.getUint32(0, true) === fileSignature &&
    (view.getUint16(6, true) & encryptedFlags) === 0 &&
    view.getUint16(8, true) === (entry.method === 'stored' ? 0 : 8) &&
    view.getUint16(26, true) === rawName.length &&
    rawName.every((byte, i) => byte === bytes[headerBytes + i]);
  if (!same) throw disagreeing(what);
  return from + headerBytes + rawName.length + view.getUint16(28, true);
}
