import { checkNumber, checkWhole, countPictures, describe } from '../checks.js';
import type { CoreObject } from '../core-module.js';
import { unexpected } from '../errors.js';
import { Held } from '../held.js';
import type { ShiftProbe } from '../types.js';
import type { ModelHold } from './hold.js';

export interface ShiftObject extends CoreObject {
  look(picture: number, reach: number, paper: number, answers: number): void;
  shift(picture: number, down: number, right: number, paper: number, to: number): void;
}

const floatBytes = Float32Array.BYTES_PER_ELEMENT;

export class CoreShifts implements ShiftProbe {
  readonly #hold: ModelHold;
  readonly #held: Held<ShiftObject>;

  constructor(hold: ModelHold, object: ShiftObject) {
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
    if (countPictures('image', image, this.#hold.input) !== 1) {
      throw unexpected('image', 'one picture', describe(image));
    }
    checkNumber('paper', paper, -Number.MAX_VALUE, Number.MAX_VALUE);
  }

  /** Throws when the model is gone, which this refers to. */
  get #object(): ShiftObject {
    void this.#hold.object;
    return this.#held.object;
  }
}
