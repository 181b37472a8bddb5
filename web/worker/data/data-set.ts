import type { EngineDataset } from 'receptive';
import type { DataSetInfo } from '../../shared/messages';

/** Test pictures read at once where only their labels are wanted. */
const chunk = 500;

/**
 * Training and test pictures in the engine's memory, with as many holders as there are runs and
 * shelves that use them: the memory is freed when the last one lets go.
 */
export class DataSet {
  private holders = 1;
  private labels: Uint8Array | undefined;

  /** The maker holds it, and must `release()` it. */
  constructor(
    readonly info: DataSetInfo,
    readonly train: EngineDataset,
    readonly test: EngineDataset,
  ) {}

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

  /** Class of each test picture. */
  testLabels(): Uint8Array {
    if (!this.labels) {
      const { count } = this.test;
      this.labels = new Uint8Array(count);
      for (let first = 0; first < count; first += chunk) {
        const part = this.test.read(first, Math.min(chunk, count - first));
        this.labels.set(part.labels, first);
      }
    }
    return this.labels.slice();
  }
}
