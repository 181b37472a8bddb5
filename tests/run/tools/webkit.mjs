// WebKit for the journeys of tests/engines: WebKitGTK's own small browser, its WebDriver, a screen that
// nobody sees, and a locale; without one of them the journeys are skipped.
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../../wasm/toolchain/repository.mjs';
import { run, which } from '../../../wasm/toolchain/run.mjs';
import { foundOrInstalled } from './engines.mjs';

const packages = ['webkit2gtk-driver', 'xvfb', 'locales'];
/** Where distributions put the programs of libraries. */
const folders = ['/usr/libexec', '/usr/lib', '/usr/lib64'];

/** Its programs by their paths, installed where Debian has them; or why there are none. */
export const webkit = () => foundOrInstalled('WebKit', find, packages);

function find() {
  const [driver, screen] = [which('WebKitWebDriver'), which('Xvfb')];
  const browser = findMiniBrowser();
  const locales = driver && screen && browser && makeLocale();
  return locales ? { driver, screen, browser, locales } : undefined;
}

function findMiniBrowser() {
  const inside = (/** @type {string} */ folder) =>
    (existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [])
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(folder, name));
  return folders
    .flatMap((folder) => [folder, ...inside(folder)])
    .flatMap((folder) => inside(folder).filter((name) => /\/webkit2gtk-[\d.]+$/.test(name)))
    .map((folder) => join(folder, 'MiniBrowser'))
    .find((program) => existsSync(program));
}

/** A folder with the locale en_US.UTF-8, which need not be one of the system's. */
function makeLocale() {
  const folder = join(repository, 'build/test/locales');
  const locale = join(folder, 'en_US.UTF-8');
  if (existsSync(join(locale, 'LC_IDENTIFICATION'))) return folder;
  if (!which('localedef') || !existsSync('/usr/share/i18n/locales/en_US')) return undefined;
  mkdirSync(folder, { recursive: true });
  run('localedef', ['-i', 'en_US', '-f', 'UTF-8', locale]);
  return folder;
}
