import type { DecodedPicture, FilesEngine, Looking, SetForm } from 'receptive/files';
import type { Bytes, OpenedFile } from '../opening/opened-file';
import {
  BrokenPicture,
  decodePicture,
  pictureFormat,
  readPictureHeader,
  type DecodePicture,
  type PictureHeader,
} from '../pictures/picture-file';
import type { Pace } from './pace';
import { ReadProgress, type TellProgress } from './read-progress';

/** Of a file, to tell what it is. */
const headBytes = 4096;
/** Smaller files are read once, and larger ones only where they are pictures. */
const smallBytes = 1 << 20;
const largestPicture = 256e6;
/** Pixels a side of pictures that are looked at. */
const sampleSide = 256;

/** Files that were looked at, by their numbers. */
export interface LookedAt {
  looking: Looking;
  files: OpenedFile[];
  /** Of those that are pictures. */
  headers: Map<number, PictureHeader>;
}

export interface LookingOptions {
  pace: Pace;
  progress: TellProgress;
  /** Pictures are for one class of this set. */
  form?: SetForm | undefined;
  decode?: DecodePicture | undefined;
}

/** Looks at all files; what is wrong with one of them is told by the findings. */
export async function lookAt(
  engine: FilesEngine,
  files: OpenedFile[],
  { pace, progress, form, decode = decodePicture }: LookingOptions,
): Promise<LookedAt> {
  const looking = engine.look();
  const headers = new Map<number, PictureHeader>();
  const read = new ReadProgress(files, progress);
  try {
    if (form) looking.forSet(form);
    for (const [n, file] of files.entries()) {
      read.begins(file);
      await add(looking, file, headers);
      if (headers.has(n)) read.ended(file);
      await pace.step();
    }
    for (let n = looking.nextWish(); n !== undefined; n = looking.nextWish()) {
      read.begins(files[n]!);
      await readContent(looking, read.pieces(files[n]!), pace);
    }
    for (const n of looking.wantedSamples()) {
      const picture = await decoded(files[n]!, headers.get(n)!, decode, sampleSide);
      if (picture) looking.sample(n, picture);
      await pace.step();
    }
    return { looking, files, headers };
  } catch (error) {
    looking.dispose();
    throw error;
  }
}

async function add(
  looking: Looking,
  file: OpenedFile,
  headers: Map<number, PictureHeader>,
): Promise<void> {
  const { path, size } = file;
  try {
    const small =
      size !== undefined && size <= smallBytes ? await file.whole(smallBytes) : undefined;
    const head = small ? small.subarray(0, headBytes) : await file.head(headBytes);
    if (head.length === 0 && isCalledPicture(path)) throw new BrokenPicture(path, 'is empty.');
    if (pictureFormat(head) === undefined) {
      looking.add(path, size, head);
      return;
    }
    const header = readPictureHeader(path, small ?? (await file.whole(largestPicture)));
    const { width, height } = header;
    headers.set(looking.addPicture({ path, width, height }), header);
  } catch (error) {
    if (!isOfFile(error)) throw error;
    looking.addBroken(path, error.message);
  }
}

function isCalledPicture(path: string): boolean {
  return /\.(png|jpe?g|gif|webp|bmp|avif|heic)$/i.test(path);
}

/** What is told of one file, and does not keep the others from being read. */
function isOfFile(error: unknown): error is Error {
  return error instanceof BrokenPicture || (error instanceof Error && error.name === 'Refused');
}

async function readContent(
  looking: Looking,
  pieces: AsyncIterable<Bytes>,
  pace: Pace,
): Promise<void> {
  let why = '';
  try {
    for await (const piece of pieces) {
      for (const part of portions(piece)) {
        for (let left = looking.content(part); left; left = looking.content(nothing)) {
          await pace.step();
        }
        await pace.step();
      }
    }
    while (looking.contentOver()) await pace.step();
  } catch (error) {
    if (!isOfFile(error)) throw error;
    why = error.message;
  }
  looking.contentEnd(why);
}

const nothing = new Uint8Array(0);
/** What the module reads at once: a few milliseconds' worth. */
const portionBytes = 1 << 16;

export function* portions(piece: Bytes): Generator<Bytes> {
  for (let at = 0; at < piece.length; at += portionBytes)
    yield piece.subarray(at, at + portionBytes);
}

/** A picture's pixels; undefined where it cannot be shown after all. */
export async function decoded(
  file: OpenedFile,
  header: PictureHeader,
  decode: DecodePicture,
  most?: number,
): Promise<DecodedPicture | undefined> {
  try {
    return await decode(await file.whole(largestPicture), header, most);
  } catch (error) {
    if (isOfFile(error)) return undefined;
    throw error;
  }
}
