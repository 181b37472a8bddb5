import type { AscentTargets, LayerInfo, Model } from 'receptive';
import type { Maximised, MaximiseQuestion } from '../../shared/looks';
import { Pace } from '../evaluation';
import type { Session } from '../session';
import { bytesOf } from './run-looks';

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
    private readonly session: Session,
    readonly number: number,
    private readonly question: MaximiseQuestion,
  ) {
    const { info } = session.data;
    const { layer, maps, seed, noise } = question;
    this.targets = targetsOf(session, question);
    // As much jitter and blur as a picture of this size can bear.
    const jitter = Math.floor(Math.max(info.height, info.width) / 24);
    this.options = {
      range: info.range,
      seed,
      jitter,
      ...(isVector(session, layer) ? vectorGait : {}),
    };
    this.pictures = this.model.looks.startAscent(maps.length, { ...this.options, noise });
    this.values = this.climb(0);
    this.start = this.values;
  }

  private get model(): Model {
    return this.session.network.model;
  }

  stop(): void {
    this.stopped = true;
  }

  /** A few steps more; undefined when it was stopped meanwhile. */
  async goOn(): Promise<Maximised | undefined> {
    let spent = 0;
    while (spent < frameMilliseconds && this.taken < stepsOfClimb) {
      await this.session.giveWay();
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
    const { session, question } = this;
    const { range } = session.data.info;
    const size = this.pictures.length / question.maps.length;
    return {
      run: session.run,
      climb: this.number,
      layer: question.layer,
      aim: question.aim,
      step: session.progress.steps,
      taken: this.taken,
      steps: stepsOfClimb,
      maps: question.maps.map((map, i) => ({
        map,
        picture: bytesOf(this.pictures.subarray(i * size, (i + 1) * size), range),
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

/** Units that read the whole picture: smaller steps and more blur keep strokes whole. */
const vectorGait = { rate: 0.06, blurEvery: 3, blur: 0.6 };

function shapeOf(session: Session, layer: string): LayerInfo['outputShape'] {
  const shape = session.network.layers.find(({ name }) => name === layer)?.outputShape;
  if (!shape) throw new Error(`There is no layer '${layer}' to make pictures for.`);
  return shape;
}

function isVector(session: Session, layer: string): boolean {
  const [, height, width] = shapeOf(session, layer);
  return height * width === 1;
}

function targetsOf(session: Session, { layer, maps, aim }: MaximiseQuestion): AscentTargets {
  const [, height, width] = shapeOf(session, layer);
  if (aim === 'map') return { layer, maps };
  const middle = Math.floor(height / 2) * width + Math.floor(width / 2);
  return { layer, units: maps.map((map) => map * height * width + middle) };
}
