// node tests/walks/main.mjs --seed N [--walks N] [--length N] [--beside N] [--all-networks] [--shrink SECONDS]
// walks over the built page as a visitor who does anything, from one seed to the next, and prints
// what each walk that fails has done.
import { parseArgs } from 'node:util';
import { serve } from '../../web/server/serve.mjs';
import { launchChromium } from '../browser/support/chromium.mjs';
import { siteFolder } from '../browser/support/paths.mjs';
import { told, walkFrom } from './walk.mjs';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    walks: { type: 'string', default: '1' },
    length: { type: 'string', default: '50' },
    beside: { type: 'string', default: '2' },
    'all-networks': { type: 'boolean', default: false },
    shrink: { type: 'string', default: '0' },
    verbose: { type: 'boolean', default: false },
  },
});

const serving = await serve({ root: siteFolder, mirrors: [] });
const browser = await launchChromium();
const ground = { browser, url: serving.url, small: !values['all-networks'] };
let [next, failed] = [Number(values.seed), 0];
const end = next + Number(values.walks);
const begun = Date.now();
await Promise.all(
  Array.from({ length: Number(values.beside) }, async () => {
    while (next < end) {
      const seed = next++;
      const began = Date.now();
      const walked = await walkFrom(ground, {
        seed,
        length: Number(values.length),
        shrinkFor: 1000 * Number(values.shrink),
      });
      if (values.verbose) console.log(`seed ${seed}: ${Date.now() - began} ms`);
      if (walked.problem === undefined) continue;
      failed += 1;
      console.log(told(walked));
    }
  }),
);
console.log(
  `${values.walks} walks, ${failed} failed, ${Math.round((Date.now() - begun) / 1000)} s`,
);
await browser.close();
await serving.close();
process.exitCode = failed > 0 ? 1 : 0;
