// npm run bench [-- --quick] [-- --only peak,kernels,training,inference,native,scaling]
//               [-- --nets xo,dlfs,theano-lenet,keras-cnn,small]
//
// How fast this machine can compute and how near to that we are; whole training steps and
// predictions beside other libraries in the same browser; native kernels beside OpenBLAS and
// oneDNN. Prints the tables of the README and writes build/bench.json. Nothing passes or fails:
// what counts are ratios within one run, on a machine with nothing else to do.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { cmakeBuild } from '../../wasm/toolchain/cmake.mjs';
import { command } from '../../wasm/toolchain/command.mjs';
import { buildEngine, buildForWebAssembly } from '../../wasm/toolchain/engine.mjs';
import { repository } from '../../wasm/toolchain/repository.mjs';
import { Stop } from '../../wasm/toolchain/run.mjs';
import { setUpForNative } from '../../wasm/toolchain/setup.mjs';
import { ensureChromium } from '../run/tools/chromium.mjs';
import { nets } from './nets.mjs';

const sections = ['peak', 'kernels', 'training', 'inference', 'native', 'scaling'];
const natively = ['peak', 'kernels', 'native'];
const netNames = nets.map(({ name }) => name);

await command(async () => {
  const { only, names, quick } = readArguments();
  const asked = (/** @type {string[]} */ list) => list.some((one) => only.includes(one));
  process.env.CHROMIUM = ensureChromium();
  await buildEngine();
  await buildForWebAssembly(['receptive_bench']);
  if (asked(natively)) {
    await setUpForNative();
    await cmakeBuild('native', 'the native benchmark', ['receptive_bench']);
  }
  // These need the npm packages and the engine that have only now come to be.
  const { measure } = await import('./measure.mjs');
  const { tables } = await import('./tables.mjs');
  const results = await measure({ only, names, quick, natively: asked(natively) });
  mkdirSync(join(repository, 'build'), { recursive: true });
  const file = join(repository, 'build/bench.json');
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
  process.stdout.write(`${tables(results)}\nAll figures: ${file}\n`);
});

function readArguments() {
  let values;
  try {
    ({ values } = parseArgs({
      options: {
        only: { type: 'string', default: sections.join() },
        nets: { type: 'string', default: netNames.join() },
        quick: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    throw new Stop(`npm run bench: ${error instanceof Error ? error.message : error}`);
  }
  return {
    only: choices('--only', values.only, sections),
    names: choices('--nets', values.nets, netNames),
    quick: values.quick,
  };
}

/** @param {string} option @param {string} list @param {string[]} known */
function choices(option, list, known) {
  const wanted = list.split(',');
  const unknown = wanted.find((name) => !known.includes(name));
  if (unknown === undefined) return wanted;
  throw new Stop(`npm run bench: ${option} takes ${known.join(', ')}; not '${unknown}'.`);
}
