// What kind of system this is, as far as installing goes.
import { existsSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { ask, which } from './run.mjs';

/**
 * @typedef {object} Platform
 * @property {'apt' | 'dnf' | 'brew' | undefined} manager the package manager found here
 * @property {string} distribution os-release's ID, such as debian
 * @property {string} codename os-release's VERSION_CODENAME, such as bookworm
 * @property {string | undefined} triplet Debian's name of the processor, such as x86_64-linux-gnu
 */

/** @returns {Platform} */
export function platform() {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  const field = (/** @type {string} */ name) =>
    new RegExp(`^${name}="?([^"\n]*)`, 'm').exec(release)?.[1] ?? '';
  const triplets = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' };
  return {
    manager: which('apt-get') ? 'apt' : which('dnf') ? 'dnf' : which('brew') ? 'brew' : undefined,
    distribution: field('ID'),
    codename: field('VERSION_CODENAME'),
    triplet: triplets[/** @type {keyof typeof triplets} */ (process.arch)],
  };
}

/**
 * How to become root without being asked for a password: nothing for root itself, sudo where it is
 * allowed to, undefined where neither.
 * @returns {string[] | undefined}
 */
export function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  return ask('sudo', ['-n', 'true']) === undefined ? undefined : ['sudo', '-n'];
}
