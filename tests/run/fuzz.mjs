// A short run of the fuzzers: long enough to see that they work and to find what is obvious.
import { ensureFuzzCompiler, whyNoFuzzCompiler } from '../fuzz/fuzz-compiler.mjs';
import { buildFuzzers, fuzz, fuzzers } from '../fuzz/fuzz.mjs';

const seconds = 3;

export async function buildForFuzzing() {
  const compiler = ensureFuzzCompiler();
  if (compiler) await buildFuzzers(compiler);
}

/** @param {import('./tally.mjs').Report} report */
export async function testByFuzzing(report) {
  if (!ensureFuzzCompiler()) {
    report.line(`skipped: ${whyNoFuzzCompiler()}`);
    return;
  }
  await fuzz(fuzzers, seconds, ({ name, clean, executions, output }) =>
    report.addCheck(`${name}, ${executions} executions`, clean, output),
  );
}
