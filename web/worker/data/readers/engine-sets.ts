import type { Engine, EngineDataset } from 'receptive';
import type { Pictures } from './picture-set';

/** What the readers of the core are called through. */
export type ReadingEngine = Pick<Engine, 'csvDataset' | 'npyDataset'>;

/** What is taken out of a set of the engine, as bytes. */
export interface ReadSet extends Pictures {
  channels: number;
  height: number;
  width: number;
  classNames: string[];
}

/**
 * Has the core read something and takes the pictures out of its memory. What the core says of the
 * file becomes a sentence that begins with `name`.
 */
export function readThrough(name: string, read: () => EngineDataset): ReadSet {
  let data: EngineDataset;
  try {
    data = read();
  } catch (error) {
    throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}.`);
  }
  try {
    const { pixels, labels } = data.bytes();
    const { channels, height, width, classNames } = data;
    return { pixels, labels, channels, height, width, classNames: [...classNames] };
  } finally {
    data.dispose();
  }
}

/** Throws a sentence when the test pictures are not like the training pictures. */
export function checkSameSize(
  train: ReadSet,
  trainName: string,
  test: ReadSet,
  name: string,
): void {
  const size = ({ channels, height, width }: ReadSet) =>
    `${height} x ${width}${channels === 1 ? '' : ` x ${channels}`}`;
  if (size(train) === size(test)) return;
  throw new Error(
    `${trainName} has pictures of ${size(train)}, ${name} of ${size(test)}; training and test ` +
      'pictures must be of one size.',
  );
}
