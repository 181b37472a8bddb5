// What large files cost in the page: 70,000 pictures in a ZIP, and a table of 110 MB. For each the
// seconds until it is shown what was found and until the set is there, the longest tasks of the
// page and of its worker, the memory beyond the result, the speed of a training that goes on
// meanwhile, and the time from a press on Cancel until it has stopped. Nothing passes or fails. Run
// by hand, when the machine has nothing else to do:
//
//   npm run build && node tests/bench/large.mjs [--only zip,table] [--skip-cancel] [--json FILE]
//
// The files are made of MNIST's pictures where they are (as tests/bench/page.mjs finds them), else
// of drawn digits, and kept in build/bench/large. Memory is read from /proc: Linux alone has it.
import { statSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { serve } from '../../web/server/serve.mjs';
import { repository } from '../../wasm/toolchain/repository.mjs';
import { launchChromium } from '../browser/support/chromium.mjs';
import { mnistFolder, siteFolder } from '../browser/support/paths.mjs';
import { makeLargeFiles, side } from './support/large-files.mjs';
import { cancelSeconds, openLab, measureOpening } from './support/opening.mjs';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: 'zip,table' },
    'skip-cancel': { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});

const files = await makeLargeFiles(join(repository, 'build/bench/large'), mnistFolder);
const serving = await serve({ root: siteFolder, mirrors: [] });
const browser = await launchChromium();
/** @type {Record<string, unknown>} */
const results = {
  machine: { cores: cpus().length, model: cpus()[0]?.model, browser: browser.version() },
  load: loadavg()[0],
};
try {
  for (const [kind, path] of Object.entries(files)) {
    if (!options.only.split(',').includes(kind)) continue;
    const pictures = kind === 'zip' ? 70_000 : 60_000;
    const lab = await openLab(browser, serving.url);
    const opening = await measureOpening(lab, path, pictures * side * side);
    await lab.page.context().close();
    /** @type {Record<string, number>} */
    const cancelled = {};
    if (!options['skip-cancel']) {
      for (const phase of /** @type {const} */ (['looking', 'taking'])) {
        for (const share of [0.1, 0.6]) {
          const other = await openLab(browser, serving.url);
          const after = share * opening[phase].seconds;
          cancelled[`${phase}, at ${share}`] = await cancelSeconds(other, path, phase, after);
          await other.page.context().close();
        }
      }
    }
    results[kind] = { megabytes: Math.round(statSync(path).size / 1e6), ...opening, cancelled };
    process.stdout.write(`${kind}: ${JSON.stringify(results[kind], null, 2)}\n`);
  }
  results.loadAtTheEnd = loadavg()[0];
  if (options.json) writeFileSync(options.json, `${JSON.stringify(results, null, 2)}\n`);
} finally {
  await browser.close();
  await serving.close();
}
