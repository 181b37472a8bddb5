// What a part found, kept in the repository: small, and readable without any of our programs.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { repository } from '../../../wasm/toolchain/repository.mjs';

const folder = join(repository, 'tests/long/results');

/**
 * @param {string} name of the part
 * @param {object} found
 * @param {number} found.began in milliseconds, as Date.now() has it
 * @param {string[]} found.lines a table is one of them
 * @param {unknown} found.data written as JSON beside it, where there is any
 */
export async function writeResults(name, { began, lines, data }) {
  mkdirSync(folder, { recursive: true });
  const minutes = ((Date.now() - began) / 60_000).toFixed(1);
  const machine = `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} cores`;
  const head = `# ${name}\n\n${new Date(began).toISOString().slice(0, 10)}, ${machine}, Node ${process.version}, ${minutes} minutes.\n`;
  // Ours are short; a list keeps each a line of its own.
  const body = lines.map((line) => (line.startsWith('|') ? `\n${line}\n` : `- ${line}`));
  await write(`${name}.md`, `${head}\n${body.join('\n')}\n`);
  if (data === undefined) rmSync(join(folder, `${name}.json`), { force: true });
  else await write(`${name}.json`, JSON.stringify(data));
}

/** As `npm run format` would leave it. */
async function write(/** @type {string} */ file, /** @type {string} */ text) {
  const { format, resolveConfig } = await import('prettier');
  const path = join(folder, file);
  const config = await resolveConfig(path);
  writeFileSync(path, await format(text, { ...config, plugins: [], filepath: path }));
}
