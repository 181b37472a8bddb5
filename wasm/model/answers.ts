import { checkLabels, countPictures, exampleRange } from '../border/checks.js';
import { CoreDataset, type EngineDataset } from '../data/dataset.js';
import type { ModelHold } from './hold.js';
import { type LossAndAccuracy, scoreOf } from './report.js';

/** What the network makes of pictures, and how right it is. */
export interface ModelAnswers {
  /** n * classes probabilities. */
  predict(images: Float32Array): Float32Array;
  /** All classes count alike, here and below, also where training weighs them. */
  evaluate(images: Float32Array, labels: Uint8Array): LossAndAccuracy;
  /** Loss and accuracy on examples first .. first + count - 1 of a set (default: all of it). */
  evaluateDataset(data: EngineDataset, first?: number, count?: number): LossAndAccuracy;
  /** Predicted class of each example. Throws ('divergence') where the network answers NaN. */
  predictDataset(data: EngineDataset, first?: number, count?: number): Uint8Array;
}

export function answersOf(hold: ModelHold): ModelAnswers {
  const { core, input, outputs } = hold;
  return {
    predict(images) {
      const { object } = hold;
      const count = countPictures('images', images, input);
      const values = count * outputs;
      const bytes = values * Float32Array.BYTES_PER_ELEMENT;
      return core.withArrays([images], bytes, ([at], answers) => {
        core.raw.predict(object, at!, count, answers);
        return core.floats(answers, values);
      });
    },

    evaluate(images, labels) {
      const { object } = hold;
      const count = countPictures('images', images, input);
      checkLabels(labels, count, outputs);
      return core.withArrays([images, labels], 0, ([imagesAt, labelsAt]) =>
        scoreOf(core.raw.evaluate(object, imagesAt!, count, labelsAt!)),
      );
    },

    evaluateDataset(data, first, count) {
      const { object } = hold;
      const dataObject = CoreDataset.objectOf(core, data);
      const range = exampleRange(data.count, first, count);
      return scoreOf(core.call((raw) => raw.evaluateDataset(object, dataObject, ...range)));
    },

    predictDataset(data, first, count) {
      const { object } = hold;
      const dataObject = CoreDataset.objectOf(core, data);
      const [begin, length] = exampleRange(data.count, first, count);
      return core.withArrays([], length, (_, classes) => {
        core.raw.predictDataset(object, dataObject, begin, length, classes);
        return core.bytes(classes, length);
      });
    },
  };
}
