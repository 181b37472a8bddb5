// The browser that the browser tests drive. Playwright's own download is not used: the system's
// browser gets its security updates from the system.
import { existsSync } from 'node:fs';
import process from 'node:process';
import { platform } from '../../../wasm/toolchain/platform.mjs';
import { Stop, which } from '../../../wasm/toolchain/run.mjs';
import { installSystemPackages } from '../../../wasm/toolchain/system-packages.mjs';

/** The path of a Chromium, installing one where that is possible. */
export function ensureChromium() {
  const present = findChromium();
  if (present) return present;
  installSystemPackages(['chromium'], 'the browser tests run in it');
  const installed = findChromium();
  if (!installed) throw new Stop('Chromium was installed, but no program of that name is there.');
  return installed;
}

function findChromium() {
  const named = process.env.CHROMIUM;
  if (named) {
    if (existsSync(named)) return named;
    throw new Stop(`CHROMIUM is set to ${named}, which does not exist.`);
  }
  const mac = '/Applications/Chromium.app/Contents/MacOS/Chromium';
  return (
    which('chromium') ??
    // Ubuntu's package of this name only starts a snap, which cannot be driven from here.
    (platform().distribution === 'ubuntu' ? undefined : which('chromium-browser')) ??
    which('google-chrome') ??
    (existsSync(mac) ? mac : undefined)
  );
}
