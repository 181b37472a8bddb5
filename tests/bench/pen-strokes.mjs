// How many digits drawn by people the page reads right: trains a network on MNIST in the page, then
// draws pen strokes on the pad through real pointer events and reads the prediction after each.
//
//   npm run build
//   node tests/bench/pen-strokes.mjs [--network NAME] [--epochs N] [--count N] [--seed N]
//                                    [--strokes FILE] [--json FILE]
//
// MNIST comes from MNIST_DIR or ../shared/data/mnist beside the repository, the strokes from --strokes
// or PEN_STROKES or ../shared/data/pen-strokes: one JSON object a line, gzipped.
import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { serve } from '../../web/server/serve.mjs';
import { launchChromium } from '../browser/support/chromium.mjs';
import { drawWithMouse } from '../browser/support/drawing.mjs';
import { figureText } from '../browser/support/figures.mjs';
import {
  mnistFolder,
  mnistMissing,
  penStrokesFile,
  penStrokesMissing,
  siteFolder,
} from '../browser/support/paths.mjs';
import { onPad, readPenDigits } from '../browser/support/pen-strokes.mjs';
import { epochsOfMnist, openMnist, until } from './support/experiment.mjs';
import { chosen, randomFrom } from './support/random.mjs';

const { values: options } = parseArgs({
  options: {
    network: { type: 'string', default: 'small' },
    epochs: { type: 'string', default: '3' },
    count: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    strokes: { type: 'string' },
    json: { type: 'string' },
  },
});
const file = options.strokes ?? penStrokesFile;
if (!mnistFolder || !file) {
  process.stdout.write(`Nothing was measured. ${mnistFolder ? penStrokesMissing : mnistMissing}\n`);
  process.exit(1);
}

const random = randomFrom(Number(options.seed));
const digits = chosen(readPenDigits(file), Number(options.count), random);
const serving = await serve({ root: siteFolder, mirrors: [], mnistDir: mnistFolder });
const browser = await launchChromium();
try {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(1_800_000);
  const page = await context.newPage();
  await openMnist(page, `${serving.url}#data=mnist&network=${options.network}`);
  const training = await epochsOfMnist(page, Number(options.epochs));
  process.stdout.write(`${options.network}: ${JSON.stringify(training)}\n`);

  const clear = page.getByRole('button', { name: 'Clear drawing', exact: true });
  const table = Array.from({ length: 10 }, () => Array.from({ length: 10 }, () => 0));
  /** @type {number[]} */
  const wrong = [];
  let pretrainedRight = 0;
  const start = Date.now();
  for (const [i, digit] of digits.entries()) {
    const offset = () => (random() - 0.5) * 0.12;
    await drawWithMouse(page, onPad(digit, { size: 0.65, offset: [offset(), offset()] }));
    const answer = await settledPrediction();
    const pretrained = page.getByTestId('pretrained-prediction');
    if ((await pretrained.textContent()) === String(digit.digit)) pretrainedRight += 1;
    const row = table[digit.digit];
    if (row) row[answer] = (row[answer] ?? 0) + 1;
    if (answer !== digit.digit) wrong.push(digit.id);
    await clear.click();
    await until(async () => (await figureText(page, 'prediction')) === '');
    if ((i + 1) % 100 === 0) process.stdout.write(`${i + 1} drawn, ${wrong.length} misread\n`);
  }
  report(training, table, wrong, (Date.now() - start) / 1000);
  process.stdout.write(`  the pretrained net: ${percent(pretrainedRight, digits.length)}\n`);

  /** The prediction, once it is that of the whole drawing: the same for a dozen pictures. */
  async function settledPrediction() {
    await until(async () => /^\d$/.test(await figureText(page, 'prediction')));
    return page.evaluate(async () => {
      const look = () => {
        const of = (/** @type {string} */ id) =>
          document.querySelector(`[data-testid=${id}]`)?.textContent?.trim() ?? '';
        return `${of('prediction')} ${of('prediction-confidence')}`;
      };
      let last = look();
      for (let same = 0; same < 12; ++same) {
        await new Promise((done) => requestAnimationFrame(done));
        if (look() === last) continue;
        last = look();
        same = 0;
      }
      return Number(last.split(' ')[0]);
    });
  }
} finally {
  await browser.close();
  await serving.close();
}

/**
 * @param {unknown} training
 * @param {number[][]} table a row for each digit, a column for each answer
 * @param {number[]} wrong
 * @param {number} seconds
 */
function report(training, table, wrong, seconds) {
  const sum = (/** @type {number[]} */ row) => row.reduce((total, one) => total + one, 0);
  const perDigit = table.map((row, digit) => ({ digit, right: row[digit] ?? 0, of: sum(row) }));
  const right = sum(perDigit.map((one) => one.right));
  const confusions = table
    .flatMap((row, digit) => row.map((count, answer) => ({ digit, answer, count })))
    .filter(({ digit, answer, count }) => digit !== answer && count > 0)
    .sort((a, b) => b.count - a.count);
  process.stdout.write(`\n${right} of ${digits.length} right: ${percent(right, digits.length)}\n`);
  for (const { digit, right, of } of perDigit) {
    process.stdout.write(`  ${digit}: ${right} of ${of}, ${percent(right, of)}\n`);
  }
  const worst = confusions
    .slice(0, 12)
    .map((one) => `${one.digit} read as ${one.answer}: ${one.count}`);
  process.stdout.write(`  ${worst.join('; ')}\n`);
  process.stdout.write(
    `  ${(seconds / digits.length).toFixed(2)} s a drawing; load ${loadavg()[0]}\n`,
  );
  const json = { options, training, right, of: digits.length, perDigit, confusions, wrong };
  if (options.json) writeFileSync(options.json, `${JSON.stringify(json, null, 2)}\n`);
}

/** @param {number} part @param {number} whole */
function percent(part, whole) {
  return `${((100 * part) / whole).toFixed(1)} %`;
}
