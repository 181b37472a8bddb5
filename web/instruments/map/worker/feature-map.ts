import type { FeatureSpace } from 'receptive';
import type { DrawingPlace, FeatureMap, Unfolding } from '../protocol';
import { largestOf } from '../../../protocol/numbers';
import type { Look } from '../../../worker/host/run-host';

/** Pictures on a map. */
const mostPictures = 1000;
/** Read between two turns of the others: about as long as a training step. */
const picturesAtOnce = 32;
const neighbours = 8;
/** Steps of t-SNE from one measurement of its divergence, which takes as long as some steps. */
const divergenceEvery = 25;
const fewest = 4;

/** The features of a run's test pictures, and the maps of them. */
export class RunMap {
  private space: FeatureSpace | undefined;
  private indices: Uint32Array<ArrayBuffer> = new Uint32Array(0);
  private step = 0;
  private ready = false;
  private unfolded: Float32Array | undefined;
  private divergence: number | undefined;
  private underWay: Promise<FeatureMap> | undefined;

  constructor(private readonly look: Look) {}

  /** At most one is made at a time; who asks meanwhile gets that one. */
  make(): Promise<FeatureMap> {
    this.underWay ??= this.read().finally(() => (this.underWay = undefined));
    return this.underWay.then(copyOf);
  }

  async unfold(milliseconds: number, anew: boolean): Promise<Unfolding> {
    if (this.underWay) await this.underWay;
    const { space } = this;
    if (!space || !this.ready) throw new Error('The map is unfolded once there is one.');
    if (anew || (!this.unfolded && this.prepared === 0)) {
      space.beginUnfolding();
      this.prepared = 0;
      this.steps = 0;
      this.unfolded = undefined;
    }
    let left = milliseconds;
    let moved = false;
    while (left > 0) {
      const start = performance.now();
      if (this.prepared < space.count) this.prepared = space.prepareUnfolding(8);
      else {
        this.steps = space.unfold();
        moved = true;
        if (this.steps % divergenceEvery === 0) this.divergence = space.divergence();
      }
      left -= performance.now() - start;
      await this.look.giveWay();
      // A new map may have been begun while others had their turn.
      if (this.space !== space || !this.ready) break;
    }
    if (moved && this.ready) this.unfolded = space.unfolded();
    return {
      run: this.look.run,
      step: this.step,
      prepared: this.prepared,
      steps: this.steps,
      ...(this.unfolded ? { places: this.unfolded.slice() } : {}),
      ...(this.divergence === undefined ? {} : { divergence: this.divergence }),
    };
  }

  private prepared = 0;
  private steps = 0;

  placeDrawing(): DrawingPlace | undefined {
    const { drawn } = this.look;
    if (!drawn || !this.space || !this.ready) return undefined;
    const {
      place,
      answer,
      neighbours: found,
    } = this.space.place(drawn, Math.min(neighbours, this.space.count));
    const predicted = largestOf(answer);
    return {
      run: this.look.run,
      step: this.step,
      place,
      ...(this.unfolded ? { unfolded: meanPlace(this.unfolded, found) } : {}),
      predicted,
      confidence: answer[predicted]!,
      neighbours: found.map(({ index, distance }) => ({ point: index, distance })),
    };
  }

  dispose(): void {
    this.space?.dispose();
    this.space = undefined;
    this.ready = false;
  }

  private async read(): Promise<FeatureMap> {
    const { look } = this;
    const { data, model, run } = look;
    const begun = performance.now();
    if (data.test.count < fewest) {
      throw new Error(
        `A map needs at least ${fewest} test pictures; there are ${data.test.count}.`,
      );
    }
    this.space ??= model.features.space(Math.min(mostPictures, data.test.count));
    const { space } = this;
    this.ready = false;
    this.unfolded = undefined;
    this.divergence = undefined;
    this.prepared = 0;
    this.steps = 0;
    this.indices = spread(space.count, data.test.count);
    space.take();
    this.step = look.step;
    for (let first = 0; first < space.count; first += picturesAtOnce) {
      space.read(data.test, this.indices.slice(first, first + picturesAtOnce), first);
      await look.giveWay();
    }
    space.beginAxes();
    for (let tries = 0; tries < 60; ++tries) {
      if (space.iterateAxes()) break;
      await look.giveWay();
    }
    const { axes, total } = space.variances();
    const places = space.project();
    if (!places.every(Number.isFinite)) {
      throw new Error('The network’s numbers are no longer finite, so there is no map of them.');
    }
    const all = data.testLabels();
    const labels = Uint8Array.from(this.indices, (index) => all[index]!);
    const answers = space.answers();
    const best = Array.from({ length: space.count }, (_, i) =>
      largestOf(answers.subarray(i * space.classes, (i + 1) * space.classes)),
    );
    this.ready = true;
    return {
      run,
      step: this.step,
      indices: this.indices,
      labels,
      predicted: Uint8Array.from(best),
      confidence: Float32Array.from(best, (label, i) => answers[i * space.classes + label]!),
      reader: space.reader,
      size: space.size,
      places,
      shares: [share(axes[0], total), share(axes[1], total)],
      ...space.measureClasses(labels),
      milliseconds: performance.now() - begun,
    };
  }
}

function share(variance: number, total: number): number {
  return total > 0 ? variance / total : 0;
}

/** Evenly over the set: opened sets may come class by class. */
export function spread(count: number, total: number): Uint32Array<ArrayBuffer> {
  return Uint32Array.from({ length: count }, (_, i) => Math.floor((i * total) / count));
}

export function meanPlace(
  places: Float32Array,
  near: readonly { index: number }[],
): [number, number] {
  const mean = (axis: number) =>
    near.reduce((sum, { index }) => sum + places[2 * index + axis]!, 0) / near.length;
  return [mean(0), mean(1)];
}

/** Each answer is transferred: who waits for the same one gets a copy. */
function copyOf(map: FeatureMap): FeatureMap {
  return structuredClone(map);
}
