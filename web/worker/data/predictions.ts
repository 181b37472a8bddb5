import type { DataSetId, Split } from '../../protocol/data-sets';
import type { Predictions } from './browse';
import type { PictureSource } from './pictures';

/** The network of the present run, as far as it reads pictures. */
export interface PictureReader {
  readonly run: number;
  readonly step: number;
  readonly data: { id: DataSetId; channels: number; height: number; width: number };
  /** Values of the bytes 0 and 255. */
  readonly range: readonly [number, number];
  /** Probabilities, one for each class, of pictures one after the other. */
  predict(images: Float32Array): Float32Array;
}

/** Pictures that a network reads at once: messages get through in between. */
const chunk = 200;

/** What a network says of pictures that are given as bytes. */
export function predictBytes(
  network: PictureReader,
  size: number,
  pixels: Uint8Array,
): Predictions {
  const count = pixels.length / size;
  const [low, high] = network.range;
  const scale = (high - low) / 255;
  const images = Float32Array.from(pixels, (byte) => low + byte * scale);
  const probabilities = network.predict(images);
  const classes = probabilities.length / count;
  const said = { classes: new Uint8Array(count), confidences: new Float32Array(count) };
  for (let picture = 0; picture < count; ++picture) {
    const own = probabilities.subarray(picture * classes, (picture + 1) * classes);
    const confidence = Math.max(...own);
    said.confidences[picture] = confidence;
    said.classes[picture] = Math.max(0, own.indexOf(confidence));
  }
  return said;
}

/**
 * What the present network says of whole splits, the newest of them kept: whoever pages on through
 * the mistakes sees those that the first page began with, even while the training goes on.
 */
export class SplitPredictions {
  private newest: { key: string; step: number; said: Predictions } | undefined;

  /** @param pause Lets messages and training get their turn. */
  constructor(private readonly pause: () => Promise<void>) {}

  /**
   * @param version Of the set: a change makes what was said useless.
   * @param first Of the pictures that are shown; behind the first page the step does not matter.
   */
  async of(
    present: () => PictureReader | undefined,
    source: PictureSource,
    split: Split,
    version: string,
    first: number,
  ): Promise<Predictions> {
    const begun = present();
    if (!begun) throw new Error('There is no run whose network could read the pictures.');
    const { run, step } = begun;
    const key = `${run} ${version} ${split}`;
    const { newest } = this;
    if (newest?.key === key && (first > 0 || newest.step === step)) return newest.said;
    const { length } = source.labels(split);
    const said = { classes: new Uint8Array(length), confidences: new Float32Array(length) };
    for (let at = 0; at < length; at += chunk) {
      const network = present();
      if (network?.run !== run) throw new Error('The run ended before all pictures were read.');
      const pixels = source.pixels(split, at, Math.min(chunk, length - at));
      const part = predictBytes(network, source.size, pixels);
      said.classes.set(part.classes, at);
      said.confidences.set(part.confidences, at);
      await this.pause();
    }
    this.newest = { key, step, said };
    return said;
  }
}
