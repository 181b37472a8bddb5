// Browsers beside Chromium: welcome where they are or can be had, and no reason to stop where not.
import { platform } from '../../../wasm/toolchain/platform.mjs';
import { Stop } from '../../../wasm/toolchain/run.mjs';
import { installSystemPackages } from '../../../wasm/toolchain/system-packages.mjs';

/**
 * @template Program
 * @typedef {{ program: Program } | { missing: string }} Found
 */

/**
 * What is needed to start a browser; or, in a sentence, why it cannot be had.
 * @template Program
 * @param {string} engine
 * @param {() => Program | undefined} find
 * @param {string[]} packages Debian's
 * @param {{ distribution: string, install: typeof installSystemPackages }} [system]
 * @returns {Found<Program>}
 */
export function foundOrInstalled(engine, find, packages, system) {
  const { distribution, install } = system ?? {
    distribution: platform().distribution,
    install: installSystemPackages,
  };
  try {
    const present = find();
    if (present) return { program: present };
    if (distribution !== 'debian') {
      return { missing: `${packages.join(', ')} are installed from here on Debian alone.` };
    }
    install(packages, `the page is tried in ${engine}`);
    const program = find();
    return program
      ? { program }
      : { missing: `${packages.join(', ')} were installed, but not all of it was found.` };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return { missing: error.message };
  }
}
