import { unexpected } from './errors.js';
import type { RawObject } from './raw-module.js';

// A net for what nobody disposed of. It opens late or never: `dispose()` is the rule.
const forgotten = new FinalizationRegistry<RawObject>((object) => object.delete());

/** An object of C++ behind an object of JavaScript, until `dispose()`. */
export class Held<T extends RawObject> {
  readonly #argument: string;
  readonly #kind: string;
  #object: T | undefined;

  /** @param argument what messages begin with; @param kind "model", "data set". */
  constructor(owner: object, argument: string, kind: string, object: T) {
    this.#argument = argument;
    this.#kind = kind;
    this.#object = object;
    forgotten.register(owner, object, this);
  }

  get object(): T {
    if (this.#object) return this.#object;
    throw unexpected(this.#argument, `a live ${this.#kind}`, 'one that was disposed');
  }

  /** A second time does nothing. */
  dispose(): void {
    if (!this.#object) return;
    forgotten.unregister(this);
    this.#object.delete();
    this.#object = undefined;
  }
}
