// Builds the fuzzers and runs them for a while.
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { cmakeBuild } from '../../wasm/toolchain/cmake.mjs';
import { outcomeOf, runTogether } from '../../wasm/toolchain/jobs.mjs';
import { repository } from '../../wasm/toolchain/repository.mjs';
import { corpora, makeCorpus } from './make-corpus.mjs';

export const fuzzers = /** @type {(keyof typeof corpora)[]} */ (Object.keys(corpora));

const build = join(repository, 'build/fuzz');

/**
 * @typedef {object} Result
 * @property {keyof typeof corpora} name
 * @property {boolean} clean nothing was found
 * @property {number} executions
 * @property {string} output
 */

/** @param {string} compiler */
export async function buildFuzzers(compiler) {
  await cmakeBuild('fuzz', 'the fuzzers', ['receptive_fuzzers'], { CXX: compiler });
}

/**
 * Runs some fuzzers, as many at once as there are cores.
 * @param {readonly (keyof typeof corpora)[]} names
 * @param {number} seconds for each
 * @param {(result: Result) => void} report
 */
export async function fuzz(names, seconds, report) {
  await runTogether(names.map((name) => async () => report(await runOne(name, seconds))));
}

/**
 * @param {keyof typeof corpora} name
 * @param {number} seconds
 * @returns {Promise<Result>}
 */
async function runOne(name, seconds) {
  const folder = join(build, 'corpus', name);
  makeCorpus(name, folder);
  // What earlier runs have found out is kept and built upon.
  for (const part of ['grown', 'found']) mkdirSync(join(folder, part), { recursive: true });
  // libFuzzer takes no empty one.
  const words = join(folder, 'words.dict');
  const dictionary = statSync(words).size > 0 ? [`-dict=${words}`] : [];
  const outcome = await outcomeOf(
    join(build, `${name}_fuzzer`),
    [
      `-max_total_time=${seconds}`,
      // A reader of small files that takes much memory believes what they declare.
      ...['-malloc_limit_mb=64', '-rss_limit_mb=1024', '-timeout=10', '-max_len=16384'],
      ...[...dictionary, `-artifact_prefix=${join(folder, 'found')}/`],
      ...['-print_final_stats=1', join(folder, 'grown'), join(folder, 'seeds')],
    ],
    {
      env: { ...process.env, ASAN_OPTIONS: 'detect_leaks=1', UBSAN_OPTIONS: 'print_stacktrace=1' },
      minutes: seconds / 60 + 5,
    },
  );
  const executions = Number(/number_of_executed_units: (\d+)/.exec(outcome.output)?.[1] ?? 0);
  return { name, clean: outcome.ok && executions > 0, executions, output: outcome.output };
}
