import type { Engine, EngineDataset } from 'receptive';
import { dataSetOf, type DataSet } from './data-set';

/** A copy in another engine of a set whose values are bytes, read as 0 to 1. */
export function copyDataSet(data: DataSet, engine: Pick<Engine, 'bytesDataset'>): DataSet {
  const copy = (from: EngineDataset) => () => {
    const { channels, height, width, classNames } = from;
    return engine.bytesDataset({ channels, height, width, classNames, ...from.bytes() });
  };
  return dataSetOf(data.info, copy(data.train), copy(data.test));
}
