import { late } from '../../../protocol/late';
import type { NamedBytes } from '../mnist-files';
import { readCsvFiles } from './csv-files';
import type { ReadingEngine } from './engine-sets';
import { gunzip } from './gunzip';
import { sortIdxFiles, toPictures } from './idx-files';
import { kindOf, type Kind } from './kind';
import { readPictureFolders, type FolderOptions } from './picture-folders';
import type { PictureSet } from './picture-set';
import { inMemory, onDisk, type Source } from './source';

/** What opens archives is fetched where one is opened. */
const archives = late(() => import('./zip'));
const arrays = late(() => import('./npz'));

export interface ReadOptions extends FolderOptions {
  /** For tests: bytes that all files together may unpack to. */
  maxBytes?: number;
}

/** 1,000,000 pictures of 28 x 28, and some more. */
const usualMaxBytes = 1e9;
/** An archive in an archive is read, no more. */
const mostLevels = 3;

/** An archive that stays on the disk while its files are read one by one. */
export interface NamedFile {
  name: string;
  file: Blob;
}

interface Found {
  file: NamedBytes;
  kind: Exclude<Kind, 'gzip' | 'zip'>;
}

/**
 * A set of pictures from whatever files hold one, by what is in them: two or four IDX files, one or
 * two CSV tables, a NumPy archive, or PNG and JPEG pictures in folders named by class; all of them
 * also packed by gzip or in a ZIP archive. Nothing is kept when it throws, which it does with one
 * sentence that names the file. What it takes is never more than `maxBytes` of unpacked files, and as
 * much again for the pictures.
 */
export async function readPictureFiles(
  given: readonly (NamedBytes | NamedFile)[],
  engine: ReadingEngine,
  options: ReadOptions = {},
): Promise<PictureSet> {
  if (given.length === 0) throw new Error('No files were chosen.');
  // Some systems write an accent as a letter of its own.
  const files = given.map((file) => ({ ...file, name: file.name.normalize('NFC') }));
  const found: Found[] = [];
  const unpacking = { left: options.maxBytes ?? usualMaxBytes, found };
  for (const file of files) await unpack(file, unpacking, 1);
  const title = titleOf(files);
  const pictures = found.filter(({ kind }) => kind === 'png' || kind === 'jpeg');
  if (pictures.length > 0) {
    const stray = found.find((one) => !pictures.includes(one) && !isNote(one));
    if (stray) throw new Error(`${stray.file.name} lies among pictures and is none.`);
    return { title, ...(await readPictureFolders(filesOf(pictures), options)) };
  }
  const [kind, ...others] = new Set(found.map((one) => one.kind));
  if (kind === undefined) throw new Error(`${files[0]!.name} holds no pictures.`);
  if (others.length > 0) {
    throw new Error(
      `Choose files of one kind: ${nameOf(found, kind)} is ${kind}, ` +
        `${nameOf(found, others[0]!)} is ${others[0]}.`,
    );
  }
  if (kind === 'idx') return { title, ...toPictures(sortIdxFiles(filesOf(found))) };
  if (kind === 'csv') return { title, ...readCsvFiles(filesOf(found), engine) };
  const { readNpzArrays } = await arrays();
  return { title, ...readNpzArrays(archiveOf(files), filesOf(found), engine) };
}

interface Unpacking {
  /** Bytes that there is room for. */
  left: number;
  found: Found[];
}

/** Finds the file, or the files inside of it, and what they are. */
async function unpack(file: NamedBytes | NamedFile, to: Unpacking, level: number): Promise<void> {
  const { name } = file;
  if (isClutter(name)) return;
  if ('file' in file) return unpackZip(name, onDisk(name, file.file), to, level);
  const kind = kindOf(name, file.bytes);
  if (kind !== 'gzip' && kind !== 'zip') {
    to.found.push({ file, kind });
    return;
  }
  if (level === mostLevels) {
    throw new Error(`${name} is an archive within archives: unpack the outer ones first.`);
  }
  if (kind === 'zip') return unpackZip(name, inMemory(file.bytes), to, level);
  const bytes = gunzip(name, file.bytes, to.left);
  to.left -= bytes.length;
  return unpack({ name: name.replace(/\.gz$/i, ''), bytes }, to, level + 1);
}

async function unpackZip(
  name: string,
  source: Source,
  to: Unpacking,
  level: number,
): Promise<void> {
  const { openZip } = await archives();
  const archive = await openZip(name, source, to.left);
  to.left -= archive.bytes;
  for (const [i, inside] of archive.names.entries()) {
    if (!isClutter(inside)) await unpack(await archive.unpack(i), to, level + 1);
  }
}

/** What systems put beside people's files. */
function isClutter(name: string): boolean {
  const parts = name.split('/');
  const own = ['__MACOSX', 'Thumbs.db', 'desktop.ini'];
  return parts.some((part) => part.startsWith('.') || own.includes(part));
}

/** A text beside pictures, such as a licence. */
function isNote({ file, kind }: Found): boolean {
  return kind === 'csv' && /\.(txt|md)$|(^|\/)(readme|licen[cs]e)$/i.test(file.name);
}

const filesOf = (found: readonly Found[]) => found.map(({ file }) => file);

function nameOf(found: readonly Found[], kind: Kind): string {
  return found.find((one) => one.kind === kind)!.file.name;
}

function archiveOf(files: readonly { name: string }[]): string {
  return files.length === 1 ? files[0]!.name : 'The files';
}

/** What the set may be called: its file, or the folder that all of them lie in. */
function titleOf(files: readonly { name: string }[]): string {
  if (files.length === 1) {
    const file = files[0]!.name.split('/').at(-1)!;
    return file.replace(/\.gz$/i, '').replace(/\.(csv|npz|npy|zip)$/i, '') || file;
  }
  const folders = new Set(files.map(({ name }) => name.slice(0, name.indexOf('/') + 1)));
  const [folder] = folders;
  return folders.size === 1 && folder ? folder.slice(0, -1) : 'Opened files';
}
