import { checkNumber, checkPicture, checkWhole, largestPixel } from '../border/checks.js';
import { Held } from '../border/held.js';
import type { ShiftHandle } from '../border/raw-module.js';
import type { ModelHold } from './hold.js';

export interface ShiftProbe {
  /**
   * Answers for every shift from -reach to reach pixels down and right, row by row:
   * ((2 reach + 1)^2, classes).
   */
  look(image: Float32Array, reach: number, paper: number): Float32Array;
  /** The picture moved by whole pixels; paper comes in. */
  shift(image: Float32Array, down: number, right: number, paper: number): Float32Array;
  dispose(): void;
}

const floatBytes = Float32Array.BYTES_PER_ELEMENT;

export class CoreShifts implements ShiftProbe {
  readonly #hold: ModelHold;
  readonly #held: Held<ShiftHandle>;

  constructor(hold: ModelHold, object: ShiftHandle) {
    this.#hold = hold;
    this.#held = new Held(this, 'shifts', 'shift probe', object);
  }

  look(image: Float32Array, reach: number, paper: number): Float32Array {
    const object = this.#object;
    const { core, input, outputs } = this.#hold;
    this.#check(image, paper);
    checkWhole('reach', reach, 0, Math.min(input[1], input[2]) - 1);
    const values = (2 * reach + 1) ** 2 * outputs;
    return core.withArrays([image], values * floatBytes, ([at], answers) => {
      object.look(at!, reach, paper, answers);
      return core.floats(answers, values);
    });
  }

  shift(image: Float32Array, down: number, right: number, paper: number): Float32Array {
    const object = this.#object;
    const { core, input } = this.#hold;
    this.#check(image, paper);
    checkWhole('down', down, -input[1], input[1]);
    checkWhole('right', right, -input[2], input[2]);
    return core.withArrays([image], image.byteLength, ([at], to) => {
      object.shift(at!, down, right, paper, to);
      return core.floats(to, image.length);
    });
  }

  dispose(): void {
    this.#held.dispose();
  }

  #check(image: Float32Array, paper: number): void {
    checkPicture('image', image, this.#hold.input);
    checkNumber('paper', paper, -largestPixel, largestPixel);
  }

  /** Throws when the model is gone, which this refers to. */
  get #object(): ShiftHandle {
    void this.#hold.object;
    return this.#held.object;
  }
}
