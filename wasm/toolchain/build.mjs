// npm run build [-- --only engine]: the static site in dist/, or only the engine's package.
import { parseArgs } from 'node:util';
import { command } from './command.mjs';
import { buildEngine } from './engine.mjs';
import { buildPage } from './page.mjs';
import { Stop } from './run.mjs';
import { setUpForPage } from './setup.mjs';

/** @returns {{ only?: string }} */
function readArguments() {
  try {
    return parseArgs({ options: { only: { type: 'string' } } }).values;
  } catch (error) {
    throw new Stop(`npm run build: ${error instanceof Error ? error.message : error}`);
  }
}

await command(async () => {
  const { only } = readArguments();
  if (only !== undefined && only !== 'engine') {
    throw new Stop(`npm run build: --only takes engine, not ${only}.`);
  }
  setUpForPage();
  await buildEngine();
  if (!only) await buildPage();
});
