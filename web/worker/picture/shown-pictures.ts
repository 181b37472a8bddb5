import { blankPicture } from '../../protocol/paint';
import type { PictureChoice } from '../../protocol/messages';
import type { DataSet } from '../data/data-set';
import type { Picture } from './frames';

/** The pictures of a run that the network can be shown: those of the test set, and the drawing. */
export class ShownPictures {
  /** What was drawn last, in the data's range. */
  drawn: Float32Array | undefined;

  constructor(private readonly data: DataSet) {}

  of(choice: PictureChoice): Picture {
    const { info, test } = this.data;
    if (choice.kind === 'drawing') {
      return { image: this.drawn ?? blankPicture(info), label: undefined };
    }
    const { index } = choice;
    if (!Number.isInteger(index) || index < 0 || index >= test.count) {
      throw new Error(`Test pictures have numbers from 0 to ${test.count - 1}, found ${index}.`);
    }
    return test.example(index);
  }
}
