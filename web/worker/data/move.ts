import type { Engine, EngineDataset } from 'receptive';
import { DataSet } from './data-set';

/** Pictures that are turned back into bytes at once. */
const chunk = 1000;

/**
 * A copy of opened files or MNIST in another engine. Their values are bytes, read as 0 to 1, so that
 * the copy is exact.
 */
export async function copyDataSet(
  data: DataSet,
  engine: Pick<Engine, 'idxDataset'>,
): Promise<DataSet> {
  const train = await copy(data.train, engine);
  try {
    return new DataSet(data.info, train, await copy(data.test, engine));
  } catch (error) {
    train.dispose();
    throw error;
  }
}

async function copy(
  from: EngineDataset,
  engine: Pick<Engine, 'idxDataset'>,
): Promise<EngineDataset> {
  const { count, channels, height, width, classes } = from;
  const size = channels * height * width;
  const images = idx(channels === 1 ? [count, height, width] : [count, channels, height, width]);
  const labels = idx([count]);
  const [imagesAt, labelsAt] = [images.length - count * size, labels.length - count];
  for (let first = 0; first < count; first += chunk) {
    const part = from.read(first, Math.min(chunk, count - first));
    const at = imagesAt + first * size;
    for (let i = 0; i < part.images.length; ++i) images[at + i] = Math.round(part.images[i]! * 255);
    labels.set(part.labels, labelsAt + first);
  }
  return engine.idxDataset(images, labels, { classes });
}

/** An IDX file of bytes with its header, and zeros behind it. */
function idx(dims: number[]): Uint8Array {
  const header = 4 + 4 * dims.length;
  const bytes = new Uint8Array(header + dims.reduce((product, length) => product * length, 1));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x0800 + dims.length);
  dims.forEach((length, i) => view.setUint32(4 + 4 * i, length));
  return bytes;
}
