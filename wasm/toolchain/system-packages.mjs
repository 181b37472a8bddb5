// Packages that have to be installed into the system: by apt, as root or through a sudo that does
// not ask. Where that is not possible the user is told what to type.
import process from 'node:process';
import { platform, rootPrefix } from './platform.mjs';
import { ask, run, say, Stop } from './run.mjs';

/**
 * What the other package managers call Debian's packages.
 * @type {Record<string, { dnf: string, brew: string }>}
 */
const otherNames = {
  'g++': { dnf: 'gcc-c++', brew: 'gcc' },
  cmake: { dnf: 'cmake', brew: 'cmake' },
  make: { dnf: 'make', brew: 'make' },
  'ninja-build': { dnf: 'ninja-build', brew: 'ninja' },
  python3: { dnf: 'python3', brew: 'python' },
  chromium: { dnf: 'chromium', brew: '--cask chromium' },
  emscripten: { dnf: 'emscripten', brew: 'emscripten' },
};

let updated = false;

/**
 * @param {string[]} packages Debian's names
 * @param {string} reason what they are for, to follow a colon
 */
export function installSystemPackages(packages, reason) {
  const root = platform().manager === 'apt' ? rootPrefix() : undefined;
  if (!root) throw new Stop(instructions(packages, reason));
  say(`Installing ${packages.join(', ')} (system package): ${reason}.`);
  const settings = ['DEBIAN_FRONTEND=noninteractive', 'LC_ALL=C'];
  const [program = 'apt-get', ...prefix] = [...root, 'env', ...settings];
  const apt = (/** @type {string[]} */ ...args) =>
    whenUnlocked(() => run(program, [...prefix, 'apt-get', '-qq', ...args]));
  try {
    if (!updated) apt('update');
  } catch {
    // One archive out of several that does not answer; whether it matters, the next step tells.
  }
  updated = true;
  apt('install', '--no-install-recommends', '-y', ...packages);
}

/**
 * Runs apt as soon as another one, which on a fresh machine may well be at work, has finished.
 * @param {() => void} action
 */
function whenUnlocked(action) {
  for (let minutes = 10; ; minutes -= 0.1) {
    try {
      return action();
    } catch (error) {
      const locked =
        error instanceof Stop && /Could not get lock|is locked|lock-frontend/.test(error.message);
      if (!locked || minutes < 0) throw error;
      pause(6);
    }
  }
}

function pause(/** @type {number} */ seconds) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, seconds * 1000);
}

/**
 * The version that the system's own packages offer, upstream's part of it; undefined for none.
 * @param {string} name
 */
export function offeredVersion(name) {
  const policy = ask('apt-cache', ['policy', name]) ?? '';
  return /Candidate: (?:\d+:)?(\d+(?:\.\d+)*)/.exec(policy)?.[1];
}

/**
 * @param {string[]} packages
 * @param {string} reason
 */
function instructions(packages, reason) {
  const translate = (/** @type {'dnf' | 'brew'} */ manager) =>
    packages.map((name) => otherNames[name]?.[manager] ?? name).join(' ');
  const commands = {
    apt: `sudo apt-get update && sudo apt-get install ${packages.join(' ')}`,
    dnf: `sudo dnf install ${translate('dnf')}`,
    brew: `brew install ${translate('brew')}`,
  };
  const { manager } = platform();
  const chosen = manager ? [commands[manager]] : Object.values(commands);
  const who = process.getuid?.() === 0 ? '' : ' without root';
  return `Missing: ${packages.join(', ')} (${reason}). It cannot be installed from here${who}; type
${chosen.map((command) => `  ${command}`).join('\n')}
and start again.`;
}
