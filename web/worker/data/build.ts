import type { Engine, EngineDataset } from 'receptive';
import type { DataSetInfo } from '../../shared/messages';
import { DataSet } from './data-set';
import type { IdxPair, IdxSets } from './idx-files';

/** Puts sorted IDX files into the engine; nothing is left there when one of them does not fit. */
export async function buildFromIdx(
  engine: Pick<Engine, 'idxDataset'>,
  sets: IdxSets,
  about: Pick<DataSetInfo, 'id' | 'title' | 'origin'>,
): Promise<DataSet> {
  const put = ({ images, labels }: IdxPair) => engine.idxDataset(images.bytes, labels.bytes);
  const train = await put(sets.train);
  let test: EngineDataset | undefined;
  try {
    test = await put(sets.test);
    if (test.classes > train.classes) {
      throw new Error(
        `${sets.test.labels.name} has labels up to ${test.classes - 1}, the training set only up ` +
          `to ${train.classes - 1}; a network cannot learn classes that it is never shown.`,
      );
    }
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
