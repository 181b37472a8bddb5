// What the commands that show the page are told on the command line.
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { Stop } from '../../wasm/toolchain/run.mjs';

/**
 * @typedef {object} Options
 * @property {number | undefined} port
 * @property {string | undefined} mnistDir
 * @property {string[]} allowedHosts names that the page may be asked for by, beside this computer's own
 * @property {string | undefined} engine the folder of a package made elsewhere
 */

const meanings = `  --port N      the port on 127.0.0.1 (without it a usual one, or any that is free)
  --mnist DIR   a folder with the IDX files of MNIST or another set, .gz or not (or: $MNIST_DIR)
  --allow-host NAME  another name that the page is asked for by, as through a proxy; may be repeated
  --engine DIR  the engine's package, made elsewhere: nothing of C++ is built here`;

/**
 * @param {string} name of the command, such as 'npm start'
 * @returns {Options | undefined} undefined where only help was asked for, which is then printed
 */
export function readOptions(name) {
  const usage = `${name} [-- [--port N] [--mnist DIR] [--allow-host NAME] [--engine DIR]]\n${meanings}`;
  let values;
  try {
    ({ values } = parseArgs({
      options: {
        port: { type: 'string' },
        mnist: { type: 'string' },
        'allow-host': { type: 'string', multiple: true },
        engine: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }));
  } catch (error) {
    throw new Stop(`${error instanceof Error ? error.message : error}\n${usage}`);
  }
  if (values.help) {
    process.stdout.write(`${usage}\n`);
    return undefined;
  }
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(/^\d+$/.test(values.port ?? '') && port <= 65535)) {
    throw new Stop(`--port takes a number from 0 to 65535, not "${values.port}".`);
  }
  const mnist = values.mnist ?? (process.env.MNIST_DIR || undefined);
  const allowedHosts = values['allow-host'] ?? [];
  for (const name of allowedHosts) {
    if (!/^[\w.-]+$|^\[?[\da-f:.]+\]?$/i.test(name)) {
      throw new Stop(`--allow-host takes a name without a port or a path, not "${name}".`);
    }
  }
  return {
    port,
    allowedHosts,
    mnistDir: folderOf(values.mnist === undefined ? 'MNIST_DIR' : '--mnist', mnist),
    engine: folderOf('--engine', values.engine),
  };
}

/**
 * @param {string} option for the message
 * @param {string | undefined} named
 */
export function folderOf(option, named) {
  if (named === undefined) return undefined;
  // npm runs us in the top folder; a relative folder is meant from where the user typed.
  const folder = resolve(process.env.INIT_CWD ?? process.cwd(), named);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Stop(`${option} names ${folder}, which is not a folder.`);
  }
  return folder;
}

/**
 * The usual port where it is free, because a browser keeps what it stores by address; else any.
 * @template Server
 * @param {number | undefined} port the one that was asked for
 * @param {number} usual
 * @param {(port: number) => Promise<Server>} listen
 */
export async function listening(port, usual, listen) {
  try {
    return await (port === undefined ? listen(usual).catch(() => listen(0)) : listen(port));
  } catch (error) {
    throw new Stop(error instanceof Error ? error.message : String(error));
  }
}

/** @param {() => Promise<void>} close */
export function untilInterrupted(close) {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.once(signal, () => {
      void close();
      // Open connections of a browser do not keep us.
      process.exit(0);
    });
  }
}
