// A short run of the fuzzers: long enough to see that they work and to find what is obvious.
import process from 'node:process';
import { ensureFuzzCompiler, whyNoFuzzCompiler } from '../../wasm/toolchain/fuzz-compiler.mjs';
import { buildFuzzers, fuzz, fuzzers } from '../fuzz/fuzz.mjs';

const seconds = 4;

/** @param {import('./tally.mjs').Tally} tally */
export async function testByFuzzing(tally) {
  const compiler = ensureFuzzCompiler();
  if (!compiler) {
    process.stdout.write(`  skipped: ${whyNoFuzzCompiler()}\n`);
    return;
  }
  await buildFuzzers(compiler);
  let passed = 0;
  await fuzz(fuzzers, seconds, ({ name, clean, executions, output }) => {
    tally.addCheck(`${name}, ${executions} executions`, clean, output);
    passed += clean ? 1 : 0;
  });
  process.stdout.write(`  ${passed} passed\n`);
}
