// The system's Chromium, started so that it asks nobody for anything.
import process from 'node:process';
import { chromium } from 'playwright-core';

const quiet = [
  '--headless=new',
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** No name is looked up: what a page asks of another host fails, instead of leaving the machine. */
const nowhere = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1';

const usual = {
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: [...quiet, nowhere],
};

export function launchChromium() {
  return chromium.launch(usual);
}

/**
 * One that keeps what its pages keep, in this folder.
 * @param {string} folder
 * @param {import('playwright-core').BrowserContextOptions} [options]
 */
export function launchWithProfile(folder, options) {
  const viewport = { width: 1440, height: 900 };
  return chromium.launchPersistentContext(folder, { ...usual, viewport, ...options });
}
