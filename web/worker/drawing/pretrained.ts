import type { Engine, EngineDataset, Model, ModelRemarks } from 'receptive';
import type { DataSetInfo } from '../../protocol/data-sets';
import type { PretrainedInfo } from '../../protocol/messages';
import { grouped } from '../../protocol/numbers';
import { fits } from './pretrained-fits';

/** Below the page's folder. */
const path = 'pretrained/digit-reader.safetensors';

/** Test pictures read before the worker looks at its messages again. */
const atOnce = 250;

interface Loaded {
  model: Model;
  remarks: ModelRemarks;
}

/** The data of a run, as far as it takes to be measured on it. */
interface TestData {
  readonly info: DataSetInfo;
  readonly test: EngineDataset;
  /** Nobody frees it before `release()`. */
  hold(): TestData;
  release(): void;
}

/** The digit reader that comes with the page; it answers drawings before anything is trained. */
export class Pretrained {
  private loading: Promise<Loaded | undefined> | undefined;
  private loaded: Loaded | undefined;
  private readonly measured = new WeakMap<TestData, number>();

  constructor(
    private readonly engine: Pick<Engine, 'loadModel' | 'modelRemarks'>,
    private readonly site: string,
    private readonly fetchFile: typeof fetch = (...request) => fetch(...request),
  ) {}

  /** Probabilities of the ten digits, when the net is there and fits the data. */
  answer(data: DataSetInfo, image: Float32Array): Float32Array | undefined {
    return fits(data) ? this.loaded?.model.predict(image) : undefined;
  }

  /**
   * Fetches the net when it is wanted for the first time, and measures it on the data's test
   * pictures; undefined where it does not fit the data or cannot be had.
   */
  async describe(
    data: TestData,
    giveWay: () => Promise<void>,
  ): Promise<PretrainedInfo | undefined> {
    if (!fits(data.info)) return undefined;
    this.loading ??= this.load();
    const found = await this.loading;
    if (!found) return undefined;
    const { model, remarks } = found;
    const { network, spec, testAccuracy = NaN, addedDigits = 0 } = remarks;
    return {
      mnistAccuracy: testAccuracy,
      trainedOn: trainedOn(addedDigits),
      command:
        `receptive train --preset ${network} --data MNIST_FOLDER ` +
        (addedDigits > 0 ? `--add-digits ${addedDigits} ` : '') +
        `--seed ${spec?.seed} --save digit-reader.safetensors`,
      parameterCount: model.layers().reduce((sum, layer) => sum + layer.parameterCount, 0),
      testAccuracy: await this.accuracy(model, data, giveWay),
      testExamples: data.test.count,
    };
  }

  private async load(): Promise<Loaded | undefined> {
    try {
      const response = await this.fetchFile(new URL(path, this.site));
      if (!response.ok) return undefined;
      const file = new Uint8Array(await response.arrayBuffer());
      const { engine } = this;
      this.loaded = { model: engine.loadModel(file), remarks: engine.modelRemarks(file) };
      return this.loaded;
    } catch {
      // Without a connection, or with a file that was cut short, the page does without it.
      this.loading = undefined;
      return undefined;
    }
  }

  private async accuracy(
    model: Model,
    data: TestData,
    giveWay: () => Promise<void>,
  ): Promise<number> {
    const known = this.measured.get(data);
    if (known !== undefined) return known;
    const { test } = data.hold();
    try {
      let right = 0;
      for (let first = 0; first < test.count; first += atOnce) {
        const count = Math.min(atOnce, test.count - first);
        right += model.evaluateDataset(test, first, count).accuracy * count;
        await giveWay();
      }
      const accuracy = right / test.count;
      this.measured.set(data, accuracy);
      return accuracy;
    } finally {
      data.release();
    }
  }
}

function trainedOn(addedDigits: number): string {
  const generated = addedDigits > 0 ? ` and ${grouped(addedDigits)} generated digits` : '';
  return `MNIST’s 60,000 training pictures${generated}, turned, slanted, moved and bent anew each time`;
}
