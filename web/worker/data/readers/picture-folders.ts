import { largestSide } from '../../../protocol/data-sets';
import type { NamedBytes } from '../mnist-files';
import { decodeInBrowser, type DecodePicture } from './decode';
import { splitPictures } from './hold-out';
import { checkPicture, type PictureHeader } from './picture-header';
import type { Pictures, PictureSet } from './picture-set';
import { grey, hasColour, scaled } from './scale';

export interface FolderOptions {
  /** Height and width that pictures are scaled to; by default their own where all have the same. */
  side?: number;
  /** By default 3 where any picture has colour. */
  channels?: 1 | 3;
  decode?: DecodePicture;
  /** Called after every picture; what it throws ends the reading. */
  progress?: (done: number, all: number) => void;
}

/** Where pictures differ in size, or are larger than what is trained with. */
const usualSide = 28;
const mostPictures = 100_000;
const mostClasses = 256;

const trainFolders = ['train', 'training'];
const testFolders = ['test', 'testing', 'val', 'valid', 'validation'];

interface Placed {
  file: NamedBytes;
  header: PictureHeader;
  className: string;
  part: 'train' | 'test' | undefined;
}

/**
 * Pictures in folders that are named by class. Folders train and test above them are the split; else
 * a tenth is held out. All become one size: a picture is squeezed rather than cut, so that nothing
 * of it is lost.
 */
export async function readPictureFolders(
  files: readonly NamedBytes[],
  options: FolderOptions = {},
): Promise<Omit<PictureSet, 'title'>> {
  if (files.length > mostPictures) {
    throw new Error(`There are ${files.length} pictures; up to ${mostPictures} are read at once.`);
  }
  const placed = files.map(place);
  const classNames = findClasses(placed);
  const [height, width] = findSize(placed, options.side);

  const { decode = decodeInBrowser } = options;
  const planes: Uint8Array[] = [];
  for (const { file, header } of placed) {
    const picture = await decode(file.bytes, header).catch(() => {
      throw new Error(`${file.name} is damaged and cannot be shown.`);
    });
    if (picture.data.length !== picture.width * picture.height * 4) {
      throw new Error(`${file.name} is damaged: not all of its pixels are there.`);
    }
    planes.push(scaled(picture, height, width));
    options.progress?.(planes.length, placed.length);
  }
  const channels = options.channels ?? (planes.some(hasColour) ? 3 : 1);
  const take = (chosen: number[]): Pictures => {
    const size = channels * height * width;
    const pixels = new Uint8Array(chosen.length * size);
    const labels = new Uint8Array(chosen.length);
    chosen.forEach((from, to) => {
      pixels.set(channels === 3 ? planes[from]! : grey(planes[from]!), to * size);
      labels[to] = classNames.indexOf(placed[from]!.className);
    });
    return { pixels, labels };
  };
  const places = (part: Placed['part'][]) =>
    placed.flatMap((one, i) => (part.includes(one.part) ? [i] : []));
  const about = { channels, height, width, classNames };
  const test = places(['test']);
  if (test.length > 0 && test.length < placed.length) {
    return { ...about, train: take(places(['train'])), test: take(test), heldOut: false };
  }
  return { ...about, ...splitPictures('The folder', take(places(['train', 'test', undefined]))) };
}

function place(file: NamedBytes): Placed {
  const folders = file.name.split('/').slice(0, -1);
  const className = folders.pop();
  if (className === undefined || [...trainFolders, ...testFolders].includes(lower(className))) {
    throw new Error(
      `${file.name} lies in no folder of a class: put the pictures of each class into a folder ` +
        'that is named by it.',
    );
  }
  const is = (list: string[]) => folders.some((folder) => list.includes(lower(folder)));
  const part = is(testFolders) ? 'test' : is(trainFolders) ? 'train' : undefined;
  return { file, header: checkPicture(file.name, file.bytes), className, part };
}

const lower = (text: string) => text.toLowerCase();

/** Sorted so that 2 comes before 10. */
function findClasses(placed: readonly Placed[]): string[] {
  const parts = new Set(placed.map(({ part }) => part));
  if (parts.has(undefined) && parts.size > 1) {
    throw new Error(
      'Some pictures lie in train and test folders and others in neither: put all of them into one ' +
        'of the two, or none.',
    );
  }
  const classes = [...new Set(placed.map(({ className }) => className))];
  classes.sort(new Intl.Collator('en', { numeric: true }).compare);
  if (classes.length < 2) {
    throw new Error(
      `All pictures lie in folders called ${classes[0]}; there must be at least two classes.`,
    );
  }
  if (classes.length > mostClasses) {
    throw new Error(`There are ${classes.length} classes; up to ${mostClasses} are read.`);
  }
  const trained = placed.filter(({ part }) => part !== 'test');
  const untrained = classes.find((name) => trained.every(({ className }) => className !== name));
  if (trained.length > 0 && untrained !== undefined) {
    throw new Error(
      `The class ${untrained} has pictures in the test folder only; a network cannot learn what it ` +
        'is never shown.',
    );
  }
  return classes;
}

function findSize(placed: readonly Placed[], side: number | undefined): [number, number] {
  if (side !== undefined) {
    if (!Number.isInteger(side) || side < 1 || side > largestSide) {
      throw new Error(`Pictures can be scaled to 1 to ${largestSide} pixels, not to ${side}.`);
    }
    return [side, side];
  }
  const { width, height } = placed[0]!.header;
  const same = placed.every(({ header }) => header.width === width && header.height === height);
  return same && Math.max(width, height) <= largestSide ? [height, width] : [usualSide, usualSide];
}
