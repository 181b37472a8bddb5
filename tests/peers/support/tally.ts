/** What was compared, and how far apart the two sides were at most. */
export class Tally {
  configurations = 0;
  values = 0;
  largest = 0;
  #worst = '';

  /**
   * The largest difference of two tensors relative to the largest value of either.
   * @param what where, for the report
   */
  compare(what: string, ours: ArrayLike<number>, theirs: ArrayLike<number>): number {
    if (ours.length !== theirs.length) {
      throw new Error(`${what}: ours has ${ours.length} values, theirs ${theirs.length}`);
    }
    let difference = 0;
    let size = 0;
    for (let i = 0; i < ours.length; ++i) {
      // NaN must not pass for a small difference.
      if (!Number.isFinite(ours[i]!) || !Number.isFinite(theirs[i]!)) {
        throw new Error(`${what}: value ${i} is ${ours[i]} in ours and ${theirs[i]} in theirs`);
      }
      difference = Math.max(difference, Math.abs(ours[i]! - theirs[i]!));
      size = Math.max(size, Math.abs(ours[i]!), Math.abs(theirs[i]!));
    }
    const relative = size === 0 ? 0 : difference / size;
    this.values += ours.length;
    if (relative >= this.largest) {
      this.largest = relative;
      this.#worst = what;
    }
    return relative;
  }

  toString(): string {
    return (
      `${this.configurations} configurations with ${this.values} values compared with ` +
      `TensorFlow.js, largest relative difference ${this.largest.toExponential(1)} (${this.#worst})`
    );
  }
}
