import type { Engine, EngineDataset, IdxOptions } from 'receptive';
import type { DataSetInfo } from '../../shared/messages';
import { DataSet } from './data-set';
import type { IdxFile } from './idx';
import type { IdxPair, IdxSets } from './idx-files';

/** Puts sorted IDX files into the engine; nothing is left there when one of them does not fit. */
export async function buildFromIdx(
  engine: Pick<Engine, 'idxDataset'>,
  sets: IdxSets,
  about: Pick<DataSetInfo, 'id' | 'title' | 'origin'>,
): Promise<DataSet> {
  const put = ({ images, labels }: IdxPair, options?: IdxOptions) =>
    engine.idxDataset(images.bytes, labels.bytes, options);
  const train = await put(sets.train);
  let test: EngineDataset | undefined;
  try {
    checkClasses(sets.test.labels, train.classes);
    // The test set may lack the last classes of the training set.
    test = await put(sets.test, { classes: train.classes });
    return new DataSet(
      {
        ...about,
        channels: train.channels,
        height: train.height,
        width: train.width,
        classNames: train.classNames,
        trainCount: train.count,
        testCount: test.count,
        range: train.range,
      },
      train,
      test,
    );
  } catch (error) {
    train.dispose();
    test?.dispose();
    throw error;
  }
}

function checkClasses({ name, bytes, headerBytes }: IdxFile, classes: number): void {
  let largest = 0;
  for (let i = headerBytes; i < bytes.length; ++i) largest = Math.max(largest, bytes[i]!);
  if (largest < classes) return;
  throw new Error(
    `${name} has labels up to ${largest}, the training set only up to ${classes - 1}; a network ` +
      'cannot learn classes that it is never shown.',
  );
}
