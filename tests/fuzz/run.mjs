// npm run fuzz [-- --seconds 300] [-- --only array,idx,table,looking,checkpoint,...]
//
// Random input for the readers of files, under the address and undefined-behaviour sanitizers. What
// breaks one is kept in build/fuzz/corpus/<name>/found.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { command } from '../../wasm/toolchain/command.mjs';
import { Stop } from '../../wasm/toolchain/run.mjs';
import { setUpForNative } from '../../wasm/toolchain/setup.mjs';
import { ensureFuzzCompiler, whyNoFuzzCompiler } from './fuzz-compiler.mjs';
import { buildFuzzers, fuzz, fuzzers } from './fuzz.mjs';

await command(async () => {
  const { seconds, names } = readArguments();
  await setUpForNative();
  const compiler = ensureFuzzCompiler();
  if (!compiler) throw new Stop(`npm run fuzz: nothing can be run; ${whyNoFuzzCompiler()}.`);
  await buildFuzzers(compiler);
  await fuzz(names, seconds, ({ name, clean, executions, output }) => {
    if (!clean) process.stdout.write(`${output.trimEnd()}\n`);
    const end = clean ? 'nothing found' : 'FAILED';
    process.stdout.write(`${name}: ${executions} executions in ${seconds} s, ${end}\n`);
    if (!clean) process.exitCode = 1;
  });
});

function readArguments() {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '60' },
      only: { type: 'string', default: fuzzers.join(',') },
    },
  });
  const seconds = Number(values.seconds);
  if (!Number.isInteger(seconds) || seconds < 1) {
    throw new Stop(`npm run fuzz: --seconds takes a whole number, found ${values.seconds}.`);
  }
  const names = values.only.split(',');
  const unknown = names.filter((name) => !fuzzers.some((known) => known === name));
  if (unknown.length > 0) {
    throw new Stop(
      `npm run fuzz: there is no "${unknown.join(', ')}"; there are ${fuzzers.join(', ')}.`,
    );
  }
  return { seconds, names: fuzzers.filter((name) => names.includes(name)) };
}
