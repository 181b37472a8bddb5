// npm run check:long [-- --only NAME,...] [--minutes M] [--seed S] [--quick]
//
// What takes too long for `npm test`. Each file beside this one is a part; it runs alone, one after the
// other, and leaves what it found in results/<name>.md, which is committed. Ends with the line
// `N passed, N failed`.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { command } from '../../wasm/toolchain/command.mjs';
import { ensureNpmPackages } from '../../wasm/toolchain/npm-packages.mjs';
import { say, Stop } from '../../wasm/toolchain/run.mjs';
import { Tally } from '../run/tally.mjs';
import { partNames, partsOf } from './support/parts.mjs';
import { writeResults } from './support/results.mjs';

/**
 * @typedef {object} Options what a part is asked for; without them it has its own measure
 * @property {number} [minutes] how long it may take, where it can go on for ever
 * @property {number} [seed] of all that is random in it
 * @property {boolean} quick only to see that it works: nothing is written into results/
 */

/**
 * @typedef {object} LongReport what a part is given
 * @property {(line: string) => void} line printed, and written into the results
 * @property {(headings: string[], rows: (string | number)[][]) => void} table the same, as a table
 * @property {(title: string, passed: boolean, output?: string) => void} addCheck
 * @property {(title: string, counts: import('../run/tally.mjs').Counts,
 *   outcome: { ok: boolean, end: string, output: string }) => void} addRun
 */

/**
 * A part's default export. What it returns, if anything, is written into results/<name>.json.
 * @typedef {(report: LongReport, options: Options) => Promise<object | void>} Part
 */

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        only: { type: 'string', default: partNames().join() },
        minutes: { type: 'string' },
        seed: { type: 'string' },
        quick: { type: 'boolean', default: false },
      },
    });
    /** @type {Options} */
    const options = { quick: values.quick };
    if (values.minutes !== undefined) options.minutes = positive('--minutes', values.minutes);
    if (values.seed !== undefined) options.seed = positive('--seed', values.seed);
    return { names: partsOf(values.only), options };
  } catch (error) {
    throw new Stop(`npm run check:long: ${error instanceof Error ? error.message : error}`);
  }
}

/** @param {string} option @param {string} text */
function positive(option, text) {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`${option} takes a number above 0; found '${text}'.`);
  return value;
}

await command(async () => {
  const { names, options } = readArguments();
  await ensureNpmPackages();
  const tally = new Tally();
  for (const name of names) {
    say(`${name} ...`);
    const began = Date.now();
    /** @type {string[]} */
    const lines = [];
    const report = tally.of(name, (line) => lines.push(line));
    const table = (/** @type {string[]} */ headings, /** @type {(string | number)[][]} */ rows) => {
      for (const row of rows) process.stdout.write(`${name.padEnd(9)} ${row.join('  ')}\n`);
      const cells = [headings, headings.map(() => '-'), ...rows];
      lines.push(cells.map((row) => `| ${row.join(' | ')} |`).join('\n'));
    };
    let data;
    try {
      const part = /** @type {{ default: Part }} */ (await import(`./${name}.mjs`));
      data = await part.default(
        {
          line: (line) => report.line(line),
          table,
          addCheck: (...check) => report.addCheck(...check),
          addRun: (...run) => report.addRun(...run),
        },
        options,
      );
    } catch (error) {
      const text = error instanceof Error && !(error instanceof Stop) ? error.stack : error;
      report.addCheck('ended by itself', false, String(text));
    }
    if (!options.quick) await writeResults(name, { began, lines, data });
  }
  process.stdout.write(`\n${tally}\n`);
  if (!tally.succeeded) process.exitCode = 1;
});
