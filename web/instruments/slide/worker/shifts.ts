import type { Model, ShiftProbe } from 'receptive';
import { paperAndInk, type DataSetInfo } from '../../../protocol/data-sets';

/** Pixels that a picture is moved both ways: 6, and less of small pictures. */
export function reachOf({ height, width }: Pick<DataSetInfo, 'height' | 'width'>): number {
  return Math.max(1, Math.min(6, Math.floor(Math.min(height, width) / 3)));
}

/** A network's answers for moved pictures. */
export class Shifts {
  private readonly probe: ShiftProbe;
  private readonly paper: number;

  constructor(
    model: Pick<Model, 'features'>,
    private readonly info: DataSetInfo,
  ) {
    this.probe = model.features.shifts();
    this.paper = paperAndInk(info)[0];
  }

  answers(image: Float32Array, reach: number): Float32Array {
    return this.probe.look(image, reach, this.paper);
  }

  /** Share of the shifts that keep the answer of the picture that is not moved. */
  kept(image: Float32Array): number {
    return keptShare(this.answers(image, reachOf(this.info)), this.info.classNames.length);
  }

  dispose(): void {
    this.probe.dispose();
  }
}

/** @param answers (shifts, classes), the middle one not moved; that one does not count. */
export function keptShare(answers: Float32Array, classes: number): number {
  const shifts = answers.length / classes;
  const best = Array.from({ length: shifts }, (_, shift) => {
    const one = answers.subarray(shift * classes, (shift + 1) * classes);
    return one.indexOf(Math.max(...one));
  });
  const middle = best[(shifts - 1) / 2];
  return (best.filter((label) => label === middle).length - 1) / (shifts - 1);
}
