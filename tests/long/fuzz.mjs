// Every fuzzer for long: what an hour of random input finds in the readers of files.
import { setUpForNative } from '../../wasm/toolchain/setup.mjs';
import { ensureFuzzCompiler, whyNoFuzzCompiler } from '../fuzz/fuzz-compiler.mjs';
import { buildFuzzers, fuzz, fuzzers } from '../fuzz/fuzz.mjs';

/** @type {import('./main.mjs').Part} */
export default async (report, { minutes = 60, quick }) => {
  await setUpForNative();
  const compiler = ensureFuzzCompiler();
  if (!compiler) {
    report.line(`skipped: ${whyNoFuzzCompiler()}`);
    return;
  }
  await buildFuzzers(compiler);
  // As long for each as all of them together may take, on two cores.
  const seconds = quick ? 5 : Math.max(1, Math.round((minutes * 120) / fuzzers.length));
  /** @type {[string, number][]} */
  const rows = [];
  await fuzz(fuzzers, seconds, ({ name, clean, executions, output }) => {
    report.addCheck(`${name}, ${seconds} s`, clean, output);
    rows.push([name, executions]);
  });
  report.table(['fuzzer', 'executions'], rows);
};
