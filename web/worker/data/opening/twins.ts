import { GzipFile } from './gzip';
import { type LazyFile, Refused } from './opened-file';
import { folderOf, isNamedPicture } from './paths';
import { ZipFile } from './zip';

/**
 * Takes each file once where it is there several times: packed and unpacked beside each other (x and
 * x.gz, as torchvision leaves them), in a folder of its own name (as Kaggle's archive of MNIST), or
 * twice under one path. Says so in `notes`.
 */
export async function withoutTwins(
  files: readonly LazyFile[],
  step: () => Promise<void>,
  notes: string[],
): Promise<LazyFile[]> {
  const kept = new Map<string, LazyFile>();
  const same: [string, string][] = [];
  for (const file of files) {
    await step();
    const key = likeness(file.path);
    const other = kept.get(key);
    if (!other) {
      kept.set(key, file);
      continue;
    }
    const [first, second] = file.path.length < other.path.length ? [file, other] : [other, file];
    const plain = first instanceof GzipFile && !(second instanceof GzipFile) ? second : first;
    const twin = plain === first ? second : first;
    if (await holdSame(plain, twin, step)) {
      kept.set(key, plain);
      if (plain.path !== written(twin)) same.push([plain.path, written(twin)]);
    } else if (file.path === other.path && !(twin instanceof GzipFile)) {
      kept.set(key, file);
      notes.push(`Two files are called ${file.path}: the later one is read.`);
    } else {
      kept.set(key, plain);
      const own = twin instanceof GzipFile ? new GzipFile(written(twin), twin.packed) : twin;
      // Under a key that no other file has: it stands for itself.
      kept.set(`${key}\n${kept.size}`, own);
    }
  }
  notes.push(...wordsOf(same));
  return [...kept.values()];
}

function wordsOf(same: [string, string][]): string[] {
  if (same.length < 4)
    return same.map(([one, other]) => `${one} and ${other} hold the same: read once.`);
  const [one, other] = same[0]!;
  return [`${same.length} files are there twice, such as ${one} and ${other}: each is read once.`];
}

/** A path as it was found. */
const written = (file: LazyFile) => (file instanceof GzipFile ? file.packed.path : file.path);

/** Files with the same likeness may be the same file; pictures of one name are often others. */
function likeness(path: string): string {
  if (isNamedPicture(path)) return path;
  const folder = folderOf(path);
  const name = evened(path.slice(folder.length));
  const parent = folder.slice(0, -1);
  return evened(parent.slice(folderOf(parent).length)) === name
    ? folderOf(parent) + name
    : folder + name;
}

/** MNIST's files are called x-idx3-ubyte, or x.idx3-ubyte by programs that take it for an ending. */
const evened = (name: string) => name.replaceAll('.', '-').toLowerCase();

async function holdSame(
  one: LazyFile,
  other: LazyFile,
  step: () => Promise<void>,
): Promise<boolean> {
  if (one.size !== undefined && other.size !== undefined && one.size !== other.size) return false;
  if (one instanceof ZipFile && other instanceof ZipFile) return one.crc === other.crc;
  try {
    return await sameBytes(one, other, step);
  } catch (error) {
    // A damaged file is none that could be left out.
    if (error instanceof Refused) return false;
    throw error;
  }
}

async function sameBytes(
  one: LazyFile,
  other: LazyFile,
  step: () => Promise<void>,
): Promise<boolean> {
  const others = other.pieces()[Symbol.asyncIterator]();
  let rest = new Uint8Array(0);
  try {
    for await (const piece of one.pieces()) {
      await step();
      for (let at = 0; at < piece.length;) {
        if (rest.length === 0) {
          const next = await others.next();
          if (next.done) return false;
          rest = next.value;
        }
        const length = Math.min(rest.length, piece.length - at);
        for (let i = 0; i < length; ++i) if (piece[at + i] !== rest[i]) return false;
        rest = rest.subarray(length);
        at += length;
      }
    }
    return rest.length === 0 && (await others.next()).done === true;
  } finally {
    await others.return?.();
  }
}
