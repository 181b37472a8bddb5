// Random networks on every table of kernels against the plain loops, natively and as WebAssembly.
import { join } from 'node:path';
import process from 'node:process';
import { cmakeBuild } from '../../wasm/toolchain/cmake.mjs';
import { buildForWebAssembly } from '../../wasm/toolchain/engine.mjs';
import { outcomeOf } from '../../wasm/toolchain/jobs.mjs';
import { repository } from '../../wasm/toolchain/repository.mjs';
import { setUpForEngine, setUpForNative } from '../../wasm/toolchain/setup.mjs';
import { doctestCounts } from '../run/doctest.mjs';

/** @type {import('./main.mjs').Part} */
export default async (report, { seed = 0, quick }) => {
  await setUpForNative();
  await setUpForEngine();
  await cmakeBuild('native', 'the core for this machine', ['receptive_tests']);
  await buildForWebAssembly(['receptive_tests']);
  const count = quick ? 40 : 500;
  const program = (/** @type {string} */ preset) =>
    join(repository, 'build', preset, 'receptive_tests');
  /** @type {[string, string[]][]} */
  const places = [
    ['natively', [program('native')]],
    ['as WebAssembly', [process.execPath, `${program('wasm')}.cjs`]],
  ];
  /** @type {Set<string>} */
  const drawn = new Set();
  for (const [where, [command = '', ...args]] of places) {
    const outcome = await outcomeOf(command, [
      ...args,
      ...['--no-colors=true', '--test-case=random networks*'],
      ...[`--networks=${count}`, `--network-seed=${Math.trunc(seed)}`],
    ]);
    report.addRun(`random networks ${where}`, doctestCounts(outcome.stdout), outcome);
    // What was compared, and how close it came.
    for (const [, text = ''] of outcome.stdout.matchAll(/MESSAGE: (\d+ networks .*)$/gm)) {
      report.line(`${where}: ${text}`);
      drawn.add(/ drawn (\d+)/.exec(text)?.[1] ?? where);
    }
  }
  report.addCheck('the same networks are drawn natively and as WebAssembly', drawn.size === 1);
};
