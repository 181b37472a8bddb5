import type { JudgedRequest } from '../commands';
import type { ClassScore, JudgedPicture, Judgement, Mixup } from '../protocol';
import { Calibration, expectedError } from './calibration';

/** Pairs of classes that a judgement names. */
const mostMixups = 20;

/** Sums of float32 probabilities are off by this at most. */
const rounding = 1e-3;

/** What the network answered to every test picture, and what can be counted from it. */
export class Tally {
  /** Below `classes`; `classes` itself where there was no answer. */
  private readonly said: Uint16Array;
  private readonly second: Uint8Array;
  private readonly saidAnswers: Float32Array;
  private readonly secondAnswers: Float32Array;
  private readonly truthAnswers: Float32Array;
  private readonly calibration = new Calibration();
  private probabilities = true;
  private confidence = 0;
  private done = 0;
  private unanswered = 0;
  /** Places of all mistakes, the least likely right answer first. */
  private ranked: Uint32Array | undefined;

  /** @param labels One for each test picture, below `classes`. */
  constructor(
    private readonly labels: Uint8Array,
    private readonly classes: number,
  ) {
    this.said = new Uint16Array(labels.length);
    this.second = new Uint8Array(labels.length);
    this.saidAnswers = new Float32Array(labels.length);
    this.secondAnswers = new Float32Array(labels.length);
    this.truthAnswers = new Float32Array(labels.length);
  }

  /** The answers to the next pictures: (pictures, outputs). */
  add(answers: Float32Array, outputs: number): void {
    for (let at = 0; at < answers.length; at += outputs) {
      this.addOne(answers.subarray(at, at + outputs));
    }
  }

  judgement(about: Pick<Judgement, 'run' | 'step' | 'milliseconds'>): Judgement {
    const confusion = this.confusion();
    const scores = this.scores(confusion);
    const calibration = this.calibration.result();
    return {
      ...about,
      examples: this.done,
      unanswered: this.unanswered,
      right: scores.reduce((sum, { right }) => sum + right, 0),
      classes: scores,
      confusion,
      mixups: this.mixups(confusion, scores),
      probabilities: this.probabilities,
      calibration,
      calibrationError: expectedError(calibration),
      meanConfidence: this.confidence / (this.done - this.unanswered),
    };
  }

  /** Places in the test set, as `JudgedRequest` asks, and how many there are in all. */
  find({ cell, first, count }: Omit<JudgedRequest, 'run'>): { total: number; places: number[] } {
    const all = cell ? this.inCell(cell.truth, cell.said) : this.mistakes();
    return { total: all.length, places: [...all.slice(first, first + count)] };
  }

  picture(index: number): Omit<JudgedPicture, 'pixels'> {
    return {
      index,
      truth: this.labels[index]!,
      said: this.said[index]!,
      saidAnswer: this.saidAnswers[index]!,
      second: this.second[index]!,
      secondAnswer: this.secondAnswers[index]!,
      truthAnswer: this.truthAnswers[index]!,
    };
  }

  private addOne(answer: Float32Array): void {
    // No class is the largest of them: the numbers of this network no longer fit.
    if (answer.some(Number.isNaN)) {
      this.said[this.done++] = this.classes;
      this.unanswered += 1;
      return;
    }
    let best = 0;
    let next = -1;
    let sum = 0;
    for (let i = 0; i < answer.length; ++i) {
      sum += answer[i]!;
      if (!(answer[i]! >= -rounding)) this.probabilities = false;
      if (i === 0) continue;
      if (answer[i]! > answer[best]!) {
        next = best;
        best = i;
      } else if (next < 0 || answer[i]! > answer[next]!) {
        next = i;
      }
    }
    // Less than 1 where a loss keeps a rubbish class.
    if (!(sum <= 1 + rounding)) this.probabilities = false;
    const place = this.done++;
    const truth = this.labels[place]!;
    this.said[place] = best;
    this.second[place] = Math.max(0, next);
    this.saidAnswers[place] = answer[best]!;
    this.secondAnswers[place] = answer[Math.max(0, next)]!;
    this.truthAnswers[place] = answer[truth]!;
    this.calibration.add(answer[best]!, best === truth);
    this.confidence += answer[best]!;
  }

  private confusion(): Uint32Array {
    const confusion = new Uint32Array(this.classes ** 2);
    for (let place = 0; place < this.done; ++place) {
      const said = this.said[place]!;
      if (said < this.classes) confusion[this.labels[place]! * this.classes + said]! += 1;
    }
    return confusion;
  }

  private scores(confusion: Uint32Array): ClassScore[] {
    const { classes } = this;
    const counts = new Uint32Array(classes);
    for (let place = 0; place < this.done; ++place) counts[this.labels[place]!]! += 1;
    return Array.from({ length: classes }, (_, one) => {
      let said = 0;
      for (let other = 0; other < classes; ++other) said += confusion[other * classes + one]!;
      return { count: counts[one]!, said, right: confusion[one * classes + one]! };
    });
  }

  private mixups(confusion: Uint32Array, scores: readonly ClassScore[]): Mixup[] {
    const found: Mixup[] = [];
    confusion.forEach((count, at) => {
      const truth = Math.floor(at / this.classes);
      const said = at % this.classes;
      if (count > 0 && truth !== said) found.push({ truth, said, count, of: scores[truth]!.count });
    });
    return found.sort((a, b) => b.count - a.count).slice(0, mostMixups);
  }

  /** The surest first. */
  private inCell(truth: number, said: number): number[] {
    const places: number[] = [];
    for (let place = 0; place < this.done; ++place) {
      if (this.labels[place] === truth && this.said[place] === said) places.push(place);
    }
    return places.sort((a, b) => this.saidAnswers[b]! - this.saidAnswers[a]!);
  }

  private mistakes(): Uint32Array {
    if (this.ranked) return this.ranked;
    const wrong = Array.from(this.labels.keys()).filter((place) => {
      const said = this.said[place]!;
      return place < this.done && said < this.classes && said !== this.labels[place];
    });
    // By the cross-entropy, which falls as the right class's probability grows. Scores without a
    // scale are compared with the score that won.
    const behind = (place: number): number =>
      this.truthAnswers[place]! - (this.probabilities ? 0 : this.saidAnswers[place]!);
    wrong.sort((a, b) => behind(a) - behind(b));
    return (this.ranked = Uint32Array.from(wrong));
  }
}
