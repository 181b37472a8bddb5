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
  --port N     the port on 127.0.0.1 (without it 8000, or the next that is free)
  --mnist DIR  a folder with the four IDX files of MNIST, .gz or not (default: $MNIST_DIR)`;
const usualPort = 8000;
const portsToTry = 20;

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
 * @returns {Promise<{ url: string, close: () => unknown }>}
 */
async function serveSite({ port, mnistDir }) {
  // Imported only now: it may need packages that were not installed when this file was read.
  const { serve } = await import('../../web/server/serve.mjs');
  const root = join(repository, 'dist');
  for (let attempt = 0; ; ++attempt) {
    const candidate = port ?? usualPort + attempt;
    try {
      return await serve({ root, port: candidate, ...(mnistDir && { mnistDir }) });
    } catch (error) {
      const code = /** @type {NodeJS.ErrnoException} */ (error).code;
      const taken = code === 'EADDRINUSE' || code === 'EACCES';
      if (taken && port === undefined && attempt + 1 < portsToTry) continue;
      if (code === 'EADDRINUSE')
        throw new Stop(`Port ${candidate} is taken; choose another with --port.`);
      if (code === 'EACCES')
        throw new Stop(
          `Port ${candidate} may not be used by this user; choose another with --port.`,
        );
      throw error;
    }
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
  process.stdout.write(`Receptive is at ${server.url}\n`);
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.once(signal, () => {
      void server.close();
      // Open connections of a browser do not keep us.
      process.exit(0);
    });
  }
});
