// How far a long step is: one line that is written over and over on a terminal, a line now and then
// where the output is kept.
import process from 'node:process';
import { drawStatus, printLine } from './status.mjs';

/** Milliseconds before anything is said, and between lines where they cannot be written over. */
const patience = 1_500;
const pause = 15_000;

/** Linking a module takes as long as compiling so many files. */
const linkWeight = 8;

export class Progress {
  #title;
  #began = Date.now();
  #said = 0;
  #done = 0;
  #all = 0;
  #what = 'files';
  #links;
  #linksDone = 0;
  #timer;

  /**
   * @param {string} title such as 'Building the page'
   * @param {number} [links] how many of its steps optimize a whole module
   */
  constructor(title, links = 0) {
    this.#title = title;
    this.#links = links;
    this.#timer = setInterval(() => this.#tell(), 1_000);
    this.#timer.unref();
  }

  /** @param {string} line of ninja or make */
  read(line) {
    const [, done, files] = /^\[(\d+)\/(\d+)\]/.exec(line) ?? [];
    const [, percent] = /^\[ *(\d+)%\]/.exec(line) ?? [];
    if (percent) this.at(Number(percent), 100, '%');
    // Ninja's first line may count what it looks at before it knows what there is to do.
    if (!files || /Re-checking globbed/.test(line)) return;
    [this.#done, this.#all] = [Number(done), Number(files)];
    if (/Linking CXX executable/.test(line)) this.#linksDone += 1;
  }

  /**
   * @param {number} done
   * @param {number | undefined} all where that is known
   * @param {string} what of which there are so many
   */
  at(done, all, what) {
    [this.#done, this.#all, this.#what] = [done, all ?? 0, what];
  }

  /** @param {boolean} ok and to be said */
  end(ok) {
    clearInterval(this.#timer);
    drawStatus(this, undefined);
    const seconds = (Date.now() - this.#began) / 1000;
    if (ok && this.#said > 0) printLine(`${this.#title}: done after ${Math.round(seconds)} s`);
  }

  toString() {
    const seconds = (Date.now() - this.#began) / 1000;
    if (this.#all === 0 && this.#done > 0) {
      return `${this.#title}: ${this.#done} ${this.#what} after ${Math.round(seconds)} s`;
    }
    if (this.#all === 0) return `${this.#title} ... ${Math.round(seconds)} s`;
    const left = remaining(
      seconds,
      this.#done + this.#linksDone * (linkWeight - 1),
      this.#all + this.#links * (linkWeight - 1),
    );
    const done = this.#what === '%' ? this.#done : `${this.#done} of ${this.#all}`;
    return `${this.#title}: ${done} ${this.#what}${left}`;
  }

  #tell() {
    const now = Date.now();
    if (now - this.#began < patience) return;
    if (process.stderr.isTTY) {
      this.#said = now;
      drawStatus(this, String(this));
    } else if (now - this.#said >= pause) {
      this.#said = now;
      printLine(String(this));
    }
  }
}

/**
 * About how long it will go on, in words; nothing as long as there is little to judge by.
 * @param {number} seconds
 * @param {number} done
 * @param {number} all
 */
export function remaining(seconds, done, all) {
  if (done < 3 || done > all) return '';
  const left = (seconds / done) * (all - done);
  if (left < 1) return '';
  if (left < 100)
    return `, about ${left < 10 ? Math.ceil(left) : Math.round(left / 5) * 5} s to go`;
  return `, about ${Math.ceil(left / 60)} min to go`;
}
