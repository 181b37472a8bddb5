import type { Engine, EngineDataset } from 'receptive';
import { isDark, type DataSetInfo, type Split } from '../../protocol/data-sets';
import { countClasses, type PictureSource } from './pictures';
import type { PictureSet } from './picture-set';

/** Pictures that are read at once where only their labels are wanted. */
const chunk = 1000;

/**
 * Training and test pictures in the engine's memory, with as many holders as there are runs and
 * shelves that use them: the memory is freed when the last one lets go.
 */
export class DataSet implements PictureSource {
  private holders = 1;
  private readonly known: Partial<Record<Split, Uint8Array>> = {};

  /** The maker holds it, and must `release()` it. */
  constructor(
    readonly info: DataSetInfo,
    readonly train: EngineDataset,
    readonly test: EngineDataset,
  ) {}

  get size(): number {
    return this.info.channels * this.info.height * this.info.width;
  }

  /** Somebody else than its maker holds it. */
  get shared(): boolean {
    return this.holders > 1;
  }

  hold(): this {
    if (this.holders === 0) throw new Error('This data set has been freed already.');
    this.holders += 1;
    return this;
  }

  release(): void {
    this.holders -= 1;
    if (this.holders !== 0) return;
    this.train.dispose();
    this.test.dispose();
  }

  labels(split: Split): Uint8Array {
    const known = this.known[split];
    if (known) return known;
    const { count } = this[split];
    const labels = new Uint8Array(count);
    for (let first = 0; first < count; first += chunk) {
      const part = this[split].bytes(first, Math.min(chunk, count - first));
      labels.set(part.labels, first);
    }
    this.known[split] = labels;
    return labels;
  }

  pixels(split: Split, first: number, count: number): Uint8Array {
    return this[split].bytes(first, count).pixels;
  }

  /** A copy of all of it. */
  pictures(): PictureSet {
    const { title, channels, height, width, classNames, paint } = this.info;
    const [train, test] = [this.train.bytes(), this.test.bytes()];
    return { title, channels, height, width, classNames, train, test, ...(paint && { paint }) };
  }

  /** Class of each test picture. */
  testLabels(): Uint8Array {
    return this.labels('test').slice();
  }
}

/** What is said of a set apart from what its pictures say themselves. */
export type About = Pick<DataSetInfo, 'id' | 'title' | 'origin' | 'paint' | 'classCounts'>;

/** Takes ownership of both halves: nothing is left in the engine when the second cannot be made. */
export function dataSetOf(
  about: About,
  makeTrain: () => EngineDataset,
  makeTest: () => EngineDataset,
): DataSet {
  const train = makeTrain();
  try {
    const test = makeTest();
    const { channels, height, width, range, count } = train;
    const size = { channels, height, width, classNames: [...train.classNames], range };
    return new DataSet(
      { ...about, ...size, trainCount: count, testCount: test.count },
      train,
      test,
    );
  } catch (error) {
    train.dispose();
    throw error;
  }
}

/** Puts pictures into the engine. */
export function dataSetOfPictures(
  engine: Pick<Engine, 'bytesDataset'>,
  { channels, height, width, classNames, train, test, paint }: PictureSet,
  about: About,
): DataSet {
  const darkOnLight = channels === 1 && isDark(paint);
  const size = { channels, height, width, classNames, darkOnLight };
  return dataSetOf(
    {
      ...about,
      classCounts: countClasses(train.labels, classNames.length),
      ...(paint && { paint }),
    },
    () => engine.bytesDataset({ ...size, ...train }),
    () => engine.bytesDataset({ ...size, ...test }),
  );
}
