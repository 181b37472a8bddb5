// What was run and how it went; the last line that `npm test` prints.
import process from 'node:process';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

export class Tally {
  /** @type {Counts} */
  #total = { passed: 0, failed: 0, skipped: 0 };

  /**
   * The result of one run of a test program, with a line of its own.
   * @param {string} title
   * @param {Counts} counts
   * @param {{ ok: boolean, end: string, output: string }} outcome how the program ended
   */
  addRun(title, counts, outcome) {
    const counted = { ...counts };
    let remark = '';
    if (counts.passed + counts.failed === 0) {
      // Nothing ran: a crash at the start, or a filter that hides everything. Never a success.
      counted.failed = 1;
      remark = `no test was run; the program ${outcome.end}`;
    } else if (!outcome.ok && counts.failed === 0) {
      counted.failed = 1;
      remark = `every test passed, but the program ${outcome.end}`;
    }
    this.#add(counted);
    if (counted.failed > 0) process.stdout.write(`${outcome.output.trimEnd()}\n`);
    const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
    process.stdout.write(
      `  ${title}: ${counts.passed} passed, ${counted.failed} failed${skipped}\n`,
    );
    if (remark) process.stdout.write(`  ${title}: ${remark}\n`);
  }

  /**
   * A check that passes or fails as a whole.
   * @param {string} title
   * @param {boolean} passed
   * @param {string} [output] printed when it failed
   */
  addCheck(title, passed, output = '') {
    this.#add({ passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 });
    if (!passed) process.stdout.write(`${output.trimEnd()}\n`);
    process.stdout.write(`  ${title}: ${passed ? 'passed' : 'FAILED'}\n`);
  }

  /** @param {Counts} counts */
  #add(counts) {
    this.#total.passed += counts.passed;
    this.#total.failed += counts.failed;
    this.#total.skipped += counts.skipped;
  }

  get succeeded() {
    return this.#total.failed === 0 && this.#total.passed > 0;
  }

  toString() {
    const { passed, failed, skipped } = this.#total;
    return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
  }
}
