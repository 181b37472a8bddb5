// Driving CMake by its presets, so that a build started here and one typed by hand are the same.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { cacheFolder } from './cache.mjs';
import { buildStep, parallelJobs } from './jobs.mjs';
import { alone } from './lock.mjs';
import { repository } from './repository.mjs';
import { which } from './run.mjs';

/** @typedef {'native' | 'debug' | 'fuzz' | 'coverage' | 'wasm'} Preset */

/**
 * @param {Preset} preset
 * @param {string} title what is being built, for the user
 * @param {string[]} targets none for all
 * @param {Record<string, string>} [env]
 * @param {number} [links] how many modules for browsers are among them
 */
export async function cmakeBuild(preset, title, targets, env = {}, links = 0) {
  await alone(join(repository, 'build', preset), async () => {
    await configure(preset, title, env);
    const args = ['--build', '--preset', preset, '--parallel', String(parallelJobs)];
    if (targets.length > 0) args.push('--target', ...targets);
    await buildStep(`Building ${title}`, 'cmake', args, { cwd: repository, env, links });
  });
}

/**
 * Configures where that was not done yet, or where the tools are others than then. What changes in
 * the tree itself CMake notices while building.
 * @param {Preset} preset
 * @param {string} title
 * @param {Record<string, string>} [env]
 * @param {boolean} [again] even where nothing seems to have changed, for an up-to-date list of files
 */
export async function configure(preset, title, env = {}, again = false) {
  const folder = join(repository, 'build', preset);
  const { PYTHON, ...lasting } = env;
  const tools = JSON.stringify([repository, cacheFolder(), process.env.CXX, lasting]);
  // A library that set-up has brought since may complete the build.
  const libraries = readdirSync(cacheFolder()).filter((name) => !/^\.|^tidy$/.test(name));
  const state = `${tools}\n${libraries}`;
  const record = join(folder, 'configured-for');
  const before = existsSync(record) ? readFileSync(record, 'utf8') : '';
  if (before === state && isComplete(folder) && !again) return;

  const args = ['--preset', preset];
  // Another tool's answers must not live on; it costs a whole build, so only then.
  const stale = before !== '' && before.split('\n')[0] !== tools;
  if (stale || isForAnotherFolder(folder)) args.unshift('--fresh');
  const ninja = which('ninja') && !process.env.CMAKE_GENERATOR && !existsSync(cacheFile(folder));
  const generator = ninja ? { CMAKE_GENERATOR: 'Ninja' } : {};
  await buildStep(`Configuring ${title}`, 'cmake', args, {
    cwd: repository,
    env: { ...env, ...generator },
  });
  writeFileSync(record, state);
}

const cacheFile = (/** @type {string} */ folder) => join(folder, 'CMakeCache.txt');

/** An interrupted configuration leaves a cache without anything to build with. */
function isComplete(/** @type {string} */ folder) {
  const made = ['build.ninja', 'Makefile'].some((name) => existsSync(join(folder, name)));
  return made && existsSync(cacheFile(folder));
}

/** A tree that was copied or moved together with its build folder. */
function isForAnotherFolder(/** @type {string} */ folder) {
  if (!existsSync(cacheFile(folder))) return false;
  const home = /^CMAKE_HOME_DIRECTORY:INTERNAL=(.*)$/m.exec(
    readFileSync(cacheFile(folder), 'utf8'),
  );
  return home !== null && resolve(home[1] ?? '') !== resolve(repository);
}
