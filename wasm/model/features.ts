import { checkRange, checkWhole } from '../border/checks.js';
import { toJson } from '../border/plain-json.js';
import type { ModelHold } from './hold.js';
import { CoreShifts, type ShiftProbe } from './shifts.js';
import { CoreSliding, type SlidingNetwork } from './sliding.js';
import { CoreFeatureSpace, type FeatureSpace, mostPoints } from './space.js';
import type { ModelSpec } from './spec.js';

/**
 * The last layer as a space, and the network over pictures that are larger or moved. What is made
 * here has memory of its own, is freed with `dispose()`, and throws once its model is disposed.
 */
export interface ModelFeatures {
  /**
   * Room for the features of up to `count` pictures, 4 or more; fewer where they would take more
   * than 32 MB.
   */
  space(count: number): FeatureSpace;
  /**
   * The network over a canvas of height x width, by turning dense layers into convolutions.
   *
   * @param spec the model's own specification.
   * @param range values of paper and ink.
   * Throws with the reason when the network is bound to its size.
   */
  slide(
    spec: ModelSpec,
    height: number,
    width: number,
    range?: readonly [number, number],
  ): SlidingNetwork;
  /** Pictures moved by whole pixels. */
  shifts(): ShiftProbe;
}

const largestCanvas = 1024;

export function featuresOf(hold: ModelHold): ModelFeatures {
  const { core } = hold;
  return {
    space(count) {
      const { object } = hold;
      checkWhole('count', count, 4, mostPoints);
      return new CoreFeatureSpace(
        hold,
        core.call((raw) => new raw.FeatureSpaceHandle(object, count)),
      );
    },

    slide(spec, height, width, range = [0, 1]) {
      const { object } = hold;
      checkWhole('height', height, 1, largestCanvas);
      checkWhole('width', width, 1, largestCanvas);
      const [paper, ink] = checkRange(range);
      const made = core.withText(
        toJson('model', spec),
        (text, bytes) => new core.raw.SlidingHandle(object, text, bytes, height, width, paper, ink),
      );
      return new CoreSliding(hold, made, height, width);
    },

    shifts() {
      const { object } = hold;
      return new CoreShifts(
        hold,
        core.call((raw) => new raw.ShiftHandle(object)),
      );
    },
  };
}
