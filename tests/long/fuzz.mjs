// Every fuzzer for long: what hours of random input find in the readers of files, links and archives.
import { join } from 'node:path';
import process from 'node:process';
import { buildEngine } from '../../wasm/toolchain/engine.mjs';
import { outcomeOf } from '../../wasm/toolchain/jobs.mjs';
import { repository } from '../../wasm/toolchain/repository.mjs';
import { setUpForEngine, setUpForNative } from '../../wasm/toolchain/setup.mjs';
import { ensureFuzzCompiler, whyNoFuzzCompiler } from '../fuzz/fuzz-compiler.mjs';
import { buildFuzzers, fuzz, fuzzers } from '../fuzz/fuzz.mjs';

/** Tests that change good files and links by chance, FUZZ_ROUNDS times as often. */
const changing = [
  ...['opening/zip', 'opening/tar', 'opening/gzip', 'pictures/headers', 'pictures/png'].map(
    (name) => `tests/web/worker/data/${name}.test.ts`,
  ),
  'tests/web/protocol/broken-links.test.ts',
];

/** @type {import('./main.mjs').Part} */
export default async (report, { minutes = 60, quick }) => {
  await setUpForNative();
  const compiler = ensureFuzzCompiler();
  if (compiler) {
    await buildFuzzers(compiler);
    // As many at once as there are cores; this is as long for each as two of them allow.
    const seconds = quick ? 5 : Math.max(1, Math.round((minutes * 120) / fuzzers.length));
    /** @type {[string, number][]} */
    const rows = [];
    await fuzz(fuzzers, seconds, ({ name, clean, executions, output }) => {
      report.addCheck(`${name}, ${seconds} s`, clean, output);
      rows.push([name, executions]);
    });
    const all = rows.reduce((sum, [, executions]) => sum + executions, 0);
    report.table(['fuzzer', 'executions'], [...rows, ['all', all]]);
  } else {
    report.line(`skipped: ${whyNoFuzzCompiler()}`);
  }
  await setUpForEngine();
  await buildEngine();
  const rounds = quick ? 2 : Math.ceil(minutes / 2);
  const outcome = await outcomeOf(
    process.execPath,
    [
      join(repository, 'node_modules/vitest/vitest.mjs'),
      ...['run', '--config', join(repository, 'tests/vitest.config.ts'), '--project', 'unit'],
      ...['--no-color', '--testTimeout=3600000', ...changing],
    ],
    { cwd: repository, env: { FUZZ_ROUNDS: String(rounds) }, minutes: 240 },
  );
  const title = `archives, pictures and links of the page, ${rounds} times as many changes`;
  report.addCheck(title, outcome.ok, outcome.output);
};
