// What was run and how it went; the last line that `npm test` prints.
import process from 'node:process';
import { erase } from '../../wasm/toolchain/status.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

export class Tally {
  /** @type {Counts} */
  #total = { passed: 0, failed: 0, skipped: 0 };

  /**
   * What a stage reports to; its lines bear its name, because several stages run at once.
   * @param {string} stage
   * @param {(line: string) => void} [heard] hears each line without the name
   */
  of(stage, heard) {
    return new Report(stage, (counts) => this.#add(counts), heard);
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

export class Report {
  #stage;
  #add;
  #heard;

  /**
   * @param {string} stage
   * @param {(counts: Counts) => void} add
   * @param {(line: string) => void} [heard]
   */
  constructor(stage, add, heard = () => {}) {
    this.#stage = stage;
    this.#add = add;
    this.#heard = heard;
  }

  /** @param {string} line */
  line(line) {
    this.#heard(line);
    erase();
    process.stdout.write(`${this.#stage.padEnd(9)} ${line}\n`);
  }

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
    if (counted.failed > 0) this.#show(outcome.output);
    const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
    this.line(`${title}: ${counts.passed} passed, ${counted.failed} failed${skipped}`);
    if (remark) this.line(`${title}: ${remark}`);
  }

  /**
   * A check that passes or fails as a whole.
   * @param {string} title
   * @param {boolean} passed
   * @param {string} [output] printed when it failed
   */
  addCheck(title, passed, output = '') {
    this.#add({ passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 });
    if (!passed) this.#show(output);
    this.line(`${title}: ${passed ? 'passed' : 'FAILED'}`);
  }

  /** @param {string} output */
  #show(output) {
    erase();
    process.stdout.write(`${output.trimEnd()}\n`);
  }
}
