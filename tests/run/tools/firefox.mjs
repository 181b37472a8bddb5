// A stock Firefox for the journeys of tests/engines; without one they are skipped.
import { existsSync } from 'node:fs';
import process from 'node:process';
import { platform } from '../../../wasm/toolchain/platform.mjs';
import { which } from '../../../wasm/toolchain/run.mjs';
import { foundOrInstalled } from './engines.mjs';

/** Its program, installed where Debian has it; or why there is none. */
export const firefox = () => foundOrInstalled('Firefox', find, ['firefox-esr']);

function find() {
  const named = process.env.FIREFOX;
  if (named) return existsSync(named) ? named : undefined;
  const mac = '/Applications/Firefox.app/Contents/MacOS/firefox';
  return (
    which('firefox-esr') ??
    // Ubuntu's package of this name only starts a snap, which cannot be driven from here.
    (platform().distribution === 'ubuntu' ? undefined : which('firefox')) ??
    (existsSync(mac) ? mac : undefined)
  );
}
