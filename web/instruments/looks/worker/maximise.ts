import type { AscentOptions, AscentTargets, LayerInfo, Model } from 'receptive';
import type { MaximiseQuestion } from '../commands';
import type { Maximised } from '../protocol';
import { Pace } from '../../../worker/host/measuring';
import type { Look } from '../../../worker/host/run-host';
import { bytesOf } from './bytes';
import { boxOf } from './top-nine';

/** Steps up of a climb, and how many milliseconds of them make a picture for the page. */
const stepsOfClimb = 120;
const frameMilliseconds = 50;
/** Milliseconds of one piece of the work. */
const pieceMilliseconds = 12;

/** Pictures on their way up. The network may be trained meanwhile: they follow it. */
export class Climb {
  readonly targets: AscentTargets;
  private readonly options;
  private readonly pace = new Pace(pieceMilliseconds);
  private pictures: Float32Array;
  private values: Float32Array;
  private readonly start: Float32Array;
  private taken = 0;
  private stopped = false;

  constructor(
    private readonly look: Look,
    readonly number: number,
    private readonly question: MaximiseQuestion,
  ) {
    const { info } = look.data;
    const { maps, seed, noise } = question;
    this.targets = targetsOf(look, question);
    this.options = { range: info.range, seed, ...gaitOf(look, question) };
    this.pictures = this.model.looks.startAscent(maps.length, { ...this.options, noise });
    this.values = this.climb(0);
    this.start = this.values;
  }

  private get model(): Model {
    return this.look.model;
  }

  stop(): void {
    this.stopped = true;
  }

  /** A few steps more; undefined when it was stopped meanwhile. */
  async goOn(): Promise<Maximised | undefined> {
    let spent = 0;
    while (spent < frameMilliseconds && this.taken < stepsOfClimb) {
      await this.look.giveWay();
      if (this.stopped) return undefined;
      const steps = Math.max(
        1,
        Math.min(Math.floor(this.pace.count / 4), stepsOfClimb - this.taken),
      );
      const start = performance.now();
      this.values = this.climb(steps);
      const took = performance.now() - start;
      this.pace.record(steps, took);
      spent += took;
    }
    return this.state();
  }

  state(): Maximised {
    const { look, question } = this;
    const { info } = look.data;
    const layer = layerOf(look, question.layer);
    const size = this.pictures.length / question.maps.length;
    return {
      run: look.run,
      climb: this.number,
      layer: question.layer,
      aim: question.aim,
      step: look.step,
      taken: this.taken,
      steps: stepsOfClimb,
      box:
        question.aim === 'map'
          ? [0, 0, info.height, info.width]
          : boxOf(layer, middleOf(layer), info),
      maps: question.maps.map((map, i) => ({
        map,
        picture: bytesOf(this.pictures.subarray(i * size, (i + 1) * size), info.range),
        start: this.start[i]!,
        value: this.values[i]!,
      })),
    };
  }

  private climb(steps: number): Float32Array {
    const options = { ...this.options, firstStep: this.taken, steps };
    const { pictures, values } = this.model.looks.ascend(this.pictures, this.targets, options);
    this.pictures = pictures;
    this.taken += steps;
    return values;
  }
}

/**
 * Blur keeps strokes whole where a unit reads much of the picture; where it sees a few pixels, it
 * would mix them with what the unit does not see. Jitter costs a third of the value that is reached
 * with digits, and is left out.
 */
function gaitOf(
  look: Look,
  { layer: name, aim }: MaximiseQuestion,
): Pick<AscentOptions, 'blurEvery' | 'blur'> {
  const { receptiveField } = layerOf(look, name);
  const { height, width } = look.data.info;
  const small = aim === 'unit' && 2 * Math.max(...receptiveField) < Math.max(height, width);
  return small ? { blurEvery: 0 } : { blurEvery: 8, blur: 0.5 };
}

function layerOf(look: Look, name: string): LayerInfo {
  const layer = look.layers.find((one) => one.name === name);
  if (!layer) throw new Error(`There is no layer '${name}' to make pictures for.`);
  return layer;
}

/** The unit in the middle of each map. */
function middleOf({ outputShape: [, height, width] }: LayerInfo): { row: number; column: number } {
  return { row: Math.floor(height / 2), column: Math.floor(width / 2) };
}

function targetsOf(look: Look, { layer: name, maps, aim }: MaximiseQuestion): AscentTargets {
  const layer = layerOf(look, name);
  if (aim === 'map') return { layer: name, maps };
  const [, height, width] = layer.outputShape;
  const { row, column } = middleOf(layer);
  return { layer: name, units: maps.map((map) => (map * height + row) * width + column) };
}
