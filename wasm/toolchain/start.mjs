// npm start [-- --port N] [-- --mnist DIR]: installs what is missing, builds, and serves the page.
import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { command } from './command.mjs';
import { buildEngine } from './engine.mjs';
import { buildPage } from './page.mjs';
import { repository } from './repository.mjs';
import { Stop } from './run.mjs';
import { setUpForPage } from './setup.mjs';

const usage = `npm start [-- [--port N] [--mnist DIR]]
  --port N     the port on 127.0.0.1 (without it 8000, or any that is free)
  --mnist DIR  a folder with the four IDX files of MNIST, .gz or not (default: $MNIST_DIR)`;
const usualPort = 8000;

/** @typedef {{ port: number | undefined, mnistDir: string | undefined }} Options */

/** @returns {Options | undefined} undefined where only help was asked for */
function readArguments() {
  let values;
  try {
    ({ values } = parseArgs({
      options: {
        port: { type: 'string' },
        mnist: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }));
  } catch (error) {
    throw new Stop(`${error instanceof Error ? error.message : error}\n${usage}`);
  }
  if (values.help) return undefined;
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(/^\d+$/.test(values.port ?? '') && port <= 65535)) {
    throw new Stop(`--port takes a number from 0 to 65535, not "${values.port}".`);
  }
  const named = values.mnist === undefined ? 'MNIST_DIR' : '--mnist';
  // npm runs us in the top folder; a relative folder is meant from where the user typed.
  const typedIn = process.env.INIT_CWD ?? process.cwd();
  const mnist = values.mnist ?? process.env.MNIST_DIR;
  const mnistDir = mnist ? resolve(typedIn, mnist) : undefined;
  if (mnistDir && !statSync(mnistDir, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Stop(`${named} names ${mnistDir}, which is not a folder.`);
  }
  return { port, mnistDir };
}

/**
 * @param {Options} options
 * @returns {Promise<import('../../web/server/serve.mjs').Serving>}
 */
async function serveSite({ port, mnistDir }) {
  // Imported only now: it may need packages that were not installed when this file was read.
  const { serve } = await import('../../web/server/serve.mjs');
  const listen = (/** @type {number} */ at) =>
    serve({ root: join(repository, 'dist'), port: at, ...(mnistDir && { mnistDir }) });
  try {
    // The usual port where it is free: a browser keeps what it stores by address.
    return await (port === undefined ? listen(usualPort).catch(() => listen(0)) : listen(port));
  } catch (error) {
    throw new Stop(error instanceof Error ? error.message : String(error));
  }
}

await command(async () => {
  const options = readArguments();
  if (!options) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  setUpForPage();
  await buildEngine();
  await buildPage();
  const server = await serveSite(options);
  for (const note of server.notes) process.stdout.write(`${note}\n`);
  process.stdout.write(`Receptive is at ${server.url}\n`);
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.once(signal, () => {
      void server.close();
      // Open connections of a browser do not keep us.
      process.exit(0);
    });
  }
});
