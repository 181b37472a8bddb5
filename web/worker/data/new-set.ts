import { largestSide, longestClassName, mostClasses, type NewSet } from '../../protocol/data-sets';
import type { PictureSet } from './picture-set';

export const longestTitle = 80;

/** A set without pictures; throws a sentence that says what of the wish cannot be. */
export function checkNewSet(wanted: NewSet): PictureSet {
  const { channels, height, width } = wanted;
  if (channels !== 1 && channels !== 3) {
    throw new Error(`Pictures have 1 channel (grey) or 3 (colours), found ${String(channels)}.`);
  }
  for (const side of [height, width]) {
    if (!Number.isInteger(side) || side < 1 || side > largestSide) {
      throw new Error(`Pictures have sides of 1 to ${largestSide} pixels, found ${side}.`);
    }
  }
  const title = checkTitle(wanted.title);
  const classNames = checkClassNames(wanted.classNames);
  if (classNames.length < 2) {
    throw new Error('A network learns to tell classes apart: name two of them at least.');
  }
  const none = () => ({ pixels: new Uint8Array(0), labels: new Uint8Array(0) });
  const size = { channels, height, width };
  return { title, ...size, classNames, train: none(), test: none() };
}

/** New names of a set, and the old ones where nothing is said. */
export function checkedNames(
  { title, classNames }: Pick<PictureSet, 'title' | 'classNames'>,
  wanted: { title?: string; classNames?: string[] },
): { title: string; classNames: string[] } {
  const names = wanted.classNames ? checkClassNames(wanted.classNames) : classNames;
  if (names.length < classNames.length) {
    throw new Error(
      `The set has ${classNames.length} classes, and ${names.length} names were given: classes can ` +
        'be added, but not taken away.',
    );
  }
  return {
    title: wanted.title === undefined ? title : checkTitle(wanted.title),
    classNames: names,
  };
}

function checkTitle(wanted: string): string {
  const title = wanted.trim();
  if (title === '') throw new Error('The data set needs a name.');
  if (title.length > longestTitle) {
    throw new Error(`The name has ${title.length} letters; ${longestTitle} are the most.`);
  }
  return title;
}

function checkClassNames(wanted: readonly string[]): string[] {
  const names = wanted.map((name) => name.trim());
  if (names.length > mostClasses) {
    throw new Error(`A set has up to ${mostClasses} classes, found ${names.length}.`);
  }
  names.forEach((name, place) => {
    if (name === '') throw new Error(`Class ${place + 1} needs a name.`);
    if (name.length > longestClassName) {
      throw new Error(
        `The name of class ${place + 1} has ${name.length} letters; ${longestClassName} are the most.`,
      );
    }
    if (names.indexOf(name) < place) throw new Error(`Two classes are called “${name}”.`);
  });
  return names;
}
