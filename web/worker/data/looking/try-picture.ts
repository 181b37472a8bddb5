import type { DecodedPicture, FilesEngine } from 'receptive/files';
import {
  type DataSetInfo,
  isDark,
  type PickedFile,
  type PictureOnPad,
  type TriedPicture,
} from '../../../protocol/data-sets';
import {
  BrokenPicture,
  decodePicture,
  foreignPicture,
  pictureFormat,
  readPictureHeader,
  type DecodePicture,
  type PictureHeader,
} from '../pictures/picture-file';
import { alteredByCanvas } from './altered';
import { lookAtOne } from './look-at-one';

/** Pixels a side of the picture on the pad, and of the ink that is found in it. */
const side = 256;
const mostBytes = 256e6;

/** A set as a picture is tried on it. */
export interface TriedOn {
  info: DataSetInfo;
  /** Its pictures are figures on paper. */
  figures: boolean;
}

/**
 * Brings a picture file to the form of a set. Throws a sentence where it is none, is broken, or shows
 * no figure to a set of figures.
 */
export async function tryPicture(
  engine: FilesEngine,
  { file, path }: PickedFile,
  { info, figures }: TriedOn,
  decode: DecodePicture = decodePicture,
): Promise<TriedPicture> {
  const { header, picture } = await decoded(file, path, decode);
  const { width, height } = picture;
  const natural = { channels: 3, height, width, dark: false, className: '' };
  const seen = lookAtOne(engine, natural, path, header, picture);
  const altered = await alteredByCanvas([header], side);
  const upright = header.orientation === 1 ? [] : ['It is turned upright, as its EXIF says.'];
  const { read, notes, checks } = figures
    ? { ...figureIn(engine, path, seen.pixels, height, width, info), checks: seen.checks }
    : fitted(engine, path, header, picture, info);
  return {
    read,
    shown: { height, width, pixels: seen.pixels },
    notes: [...upright, ...(figures ? seen.notes : []), ...notes],
    checks: [...(altered ? [altered] : []), ...checks],
  };
}

async function decoded(
  file: File,
  name: string,
  decode: DecodePicture,
): Promise<{ header: PictureHeader; picture: DecodedPicture }> {
  if (file.size > mostBytes) {
    const megabytes = Math.round(file.size / 1e6);
    throw new Error(`${name} has ${megabytes} MB; pictures of up to 256 MB are read.`);
  }
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch (cause) {
    throw new Error(`${name} could not be read: was it moved or changed since? Choose it again.`, {
      cause,
    });
  }
  if (bytes.length > 0 && pictureFormat(bytes) === undefined) {
    const kind = foreignPicture(bytes);
    throw new Error(
      kind
        ? `${name} is ${kind}, which is not read here: save it as PNG or JPEG.`
        : `${name} is no picture that is read here: PNG, JPEG, GIF, WebP, BMP and AVIF are.`,
    );
  }
  const header = readPictureHeader(name, bytes);
  try {
    return { header, picture: await decode(bytes, header, side) };
  } catch (error) {
    // Its sentence is on 'The picture'.
    throw error instanceof BrokenPicture ? new Error(`${name} ${error.fault}`) : error;
  }
}

function figureIn(
  engine: FilesEngine,
  name: string,
  pixels: Uint8Array,
  height: number,
  width: number,
  info: DataSetInfo,
): { read: PictureOnPad; notes: string[] } {
  const found = engine.figureOnPaper({ channels: 3, height, width, pixels });
  const { empty, dark, side: padSide, ink, widened } = found;
  if (empty) {
    throw new Error(
      `${name} shows nothing on its paper: a figure that is darker or lighter than what is around ` +
        'it is looked for.',
    );
  }
  const [ground, line] = dark ? ['light', 'dark'] : ['dark', 'light'];
  const setDark = isDark(info.paint);
  const over =
    dark === setDark
      ? 'as in the set'
      : `turned over: ${setDark ? 'dark on light' : 'light on dark'}, as the set is`;
  const notes = [`Its ${line} ink is separated from the ${ground} paper (${over}).`];
  if (widened.some((value, i) => value !== ink[i])) {
    notes.push('Its lines are thin: “Fit the pen” makes them as wide as MNIST’s.');
  }
  return { read: { kind: 'figure', side: padSide, ink, widened }, notes };
}

function fitted(
  engine: FilesEngine,
  name: string,
  header: PictureHeader,
  picture: DecodedPicture,
  info: DataSetInfo,
): { read: PictureOnPad; notes: string[]; checks: string[] } {
  const { channels, height, width, paint } = info;
  const form = { channels, height, width, dark: isDark(paint), className: '' };
  const found = lookAtOne(engine, form, name, header, picture);
  const notes = [...found.notes];
  if (channels === 1 && picture.channels > 2) {
    notes.unshift('The set is grey: of its colours the brightness is taken.');
  }
  if (header.width !== width || header.height !== height) {
    const border = found.choices.some(({ name: choice }) => choice === 'fit')
      ? ', all of it: the rest is filled up with the colour of its border'
      : '';
    const from = `${header.width}×${header.height}`;
    notes.push(`It has ${from} pixels and is brought to ${width}×${height}${border}.`);
  }
  return { read: { kind: 'fitted', pixels: found.pixels }, notes, checks: found.checks };
}
