import type { NamedBytes } from '../mnist-files';
import { checkSameSize, readThrough, type ReadingEngine } from './engine-sets';
import { isForTesting, splitPictures } from './hold-out';
import type { PictureSet } from './picture-set';

/** One table of pictures, or two: for training and for testing. */
export function readCsvFiles(
  files: readonly NamedBytes[],
  engine: ReadingEngine,
): Omit<PictureSet, 'title'> {
  if (files.length > 2) {
    throw new Error(`Choose one CSV file, or one for training and one for testing: found more.`);
  }
  const [trainFile, testFile] = inOrder(files);
  const train = readThrough(trainFile.name, () => engine.csvDataset(trainFile.bytes));
  const { channels, height, width, classNames } = train;
  const about = { channels, height, width, classNames };
  if (!testFile) {
    return { ...about, ...splitPictures(trainFile.name, train) };
  }
  const test = readThrough(testFile.name, () => engine.csvDataset(testFile.bytes, { classNames }));
  checkSameSize(train, trainFile.name, test, testFile.name);
  return {
    ...about,
    train: { pixels: train.pixels, labels: train.labels },
    test: { pixels: test.pixels, labels: test.labels },
    heldOut: false,
  };
}

/** The larger file is for training, unless the names say otherwise. */
function inOrder(files: readonly NamedBytes[]): [NamedBytes, NamedBytes?] {
  const [first, second] = files as [NamedBytes, NamedBytes?];
  if (!second) return [first];
  const named = isForTesting(first.name) !== isForTesting(second.name);
  const firstTrains = named ? !isForTesting(first.name) : first.bytes.length >= second.bytes.length;
  return firstTrains ? [first, second] : [second, first];
}
