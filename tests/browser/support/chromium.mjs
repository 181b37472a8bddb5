// The system's Chromium, started so that it asks nobody for anything.
import process from 'node:process';
import { chromium } from 'playwright-core';

/** Chromium takes only the last list of these: what Playwright switches off is here, too. */
const withoutFeatures = [
  // For every window it would make ready two pages of its own, which take as long as ours.
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'AimEnabled'],
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'AvoidCorsURLLoaderRestartOnRedirect'],
  ...['DestroyProfileOnBrowserClose', 'HttpsUpgrades', 'HttpsFirstBalancedModeAutoEnable'],
  ...['LensOverlay', 'MediaRouter', 'PaintHolding', 'ThirdPartyStoragePartitioning'],
  ...['OptimizationHints', 'NetworkTimeServiceQuerying', 'PreconnectToSearch'],
];

const quiet = [
  '--headless=new',
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${withoutFeatures.join(',')}`,
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
