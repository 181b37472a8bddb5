import type { JudgedRequest } from '../commands';
import type { JudgedPictures, Judgement } from '../protocol';
import { Pace } from '../../../worker/host/measuring';
import type { Session } from '../../../worker/host/run-host';
import { Tally } from './tally';

/** Pictures that the copy of the network reads at once. */
const batchSize = 32;

/** Judges one run's network on its test set, and keeps what it answered the last time. */
export class Judging {
  private newest: { step: number; tally: Tally } | undefined;
  private underWay: Promise<Judgement> | undefined;
  private readonly pace = new Pace();

  constructor(private readonly session: Session) {}

  /**
   * One at a time: who asks meanwhile gets the answer of the one that is under way, as a copy of his
   * own, since answers are transferred.
   */
  judge(): Promise<Judgement> {
    this.underWay ??= this.measure().finally(() => (this.underWay = undefined));
    return this.underWay.then((judgement) => structuredClone(judgement));
  }

  pictures({ run, ...wanted }: JudgedRequest): JudgedPictures {
    if (!this.newest) throw new Error('The test set has not been measured yet.');
    const { step, tally } = this.newest;
    const { total, places } = tally.find(wanted);
    const { data } = this.session;
    return {
      run,
      step,
      total,
      pictures: places.map((index) => ({
        ...tally.picture(index),
        pixels: data.pixels('test', index, 1).slice(),
      })),
    };
  }

  private async measure(): Promise<Judgement> {
    const { session } = this;
    const { data, run } = session;
    const { steps: step } = session.progress;
    const { classNames } = data.info;
    const labels = data.testLabels();
    const start = performance.now();
    // Training goes on between the pieces: a copy keeps the weights of this step.
    const copy = this.copyOfNetwork();
    let worked = performance.now() - start;
    try {
      const tally = new Tally(labels, classNames.length);
      for (let first = 0; first < labels.length;) {
        const begun = performance.now();
        const count = Math.min(this.pace.count, labels.length - first);
        const answers = copy.health.answers(data.test, first, count);
        tally.add(answers, answers.length / count);
        first += count;
        const took = performance.now() - begun;
        this.pace.record(count, took);
        worked += took;
        await session.giveWay();
      }
      this.newest = { step, tally };
      return tally.judgement({ run, step, milliseconds: worked });
    } finally {
      copy.dispose();
    }
  }

  /** Without an average of its own: it gets the values that the network answers with. */
  private copyOfNetwork() {
    const { model, spec } = this.session.network;
    const { averaging: _averaging, ...plain } = spec;
    const copy = this.session.engine.model({ ...plain, batchSize });
    try {
      for (const { name, value } of model.health.scoringParameters()) {
        copy.setParameter(name, value);
      }
      return copy;
    } catch (error) {
      copy.dispose();
      throw error;
    }
  }
}
