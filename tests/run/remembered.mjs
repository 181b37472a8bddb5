// Which files were found clean, by the content of the file and of all that it includes.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { repository } from '../../wasm/toolchain/repository.mjs';

/** Days after which what nobody asked for is forgotten. */
const keep = 30;

export class Remembered {
  #folder;
  #roots;
  /** @type {Map<string, { digest: string, includes: string[] }>} */
  #read = new Map();

  /**
   * @param {string} folder that holds an empty file for each
   * @param {string[]} roots where `#include "..."` is looked for, after the file's own folder
   */
  constructor(folder, roots) {
    this.#folder = folder;
    this.#roots = roots;
    mkdirSync(folder, { recursive: true });
    const old = Date.now() - keep * 24 * 3600 * 1000;
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      if (statSync(path).mtimeMs < old) rmSync(path, { force: true });
    }
  }

  /**
   * @param {string} file
   * @param {string} circumstances whatever else the finding depends on
   */
  keyOf(file, circumstances) {
    const hash = createHash('sha256').update(circumstances);
    const pending = [file];
    const seen = new Set(pending);
    for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
      const { digest, includes } = this.#readOnce(path);
      hash.update(`\n${digest}`);
      for (const next of includes) {
        if (!seen.has(next)) pending.push(next);
        seen.add(next);
      }
    }
    return hash.digest('hex');
  }

  /** @param {string} key */
  has(key) {
    const path = join(this.#folder, key);
    if (!existsSync(path)) return false;
    const now = new Date();
    utimesSync(path, now, now);
    return true;
  }

  /** @param {string} key */
  add(key) {
    writeFileSync(join(this.#folder, key), '');
  }

  /** @param {string} path */
  #readOnce(path) {
    const known = this.#read.get(path);
    if (known) return known;
    const text = readFileSync(path, 'utf8');
    const includes = [...text.matchAll(/^\s*#\s*include\s*"([^"]+)"/gm)].flatMap(([, name = '']) =>
      [dirname(path), ...this.#roots]
        .map((root) => resolve(root, name))
        .filter((candidate) => existsSync(candidate))
        .slice(0, 1),
    );
    // The name too: a check may go by it. Not where the clone lies.
    const named = `${relative(repository, path)}\0${text.replaceAll(repository, '')}`;
    const digest = createHash('sha256').update(named).digest('hex');
    const read = { digest, includes };
    this.#read.set(path, read);
    return read;
  }
}
