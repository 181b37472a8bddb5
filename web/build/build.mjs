// npm run build [-- --only engine] [-- --engine DIR]: the static site in dist/, or only the engine's
// package.
import { parseArgs } from 'node:util';
import { command } from '../../wasm/toolchain/command.mjs';
import { buildEngine } from '../../wasm/toolchain/engine.mjs';
import { Stop } from '../../wasm/toolchain/run.mjs';
import { folderOf } from './options.mjs';
import { buildPage } from './page.mjs';

function readArguments() {
  try {
    const options = /** @type {const} */ ({ only: { type: 'string' }, engine: { type: 'string' } });
    return parseArgs({ options }).values;
  } catch (error) {
    throw new Stop(`npm run build: ${error instanceof Error ? error.message : error}`);
  }
}

await command(async () => {
  const { only, engine } = readArguments();
  if (only !== undefined && only !== 'engine') {
    throw new Stop(`npm run build: --only takes engine, not ${only}.`);
  }
  await buildEngine(folderOf('--engine', engine));
  if (!only) await buildPage();
});
