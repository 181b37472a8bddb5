// How many of the recorded pen drawings a trained network reads right, without a page: every drawing
// goes through the core's own stages, as one that is drawn on the pad does.
//
//   npm run build:wasm
//   node tests/bench/read-strokes.mjs --model FILE[,FILE...] [--strokes FILE] [--stages]
//                                     [--count N] [--seed N]
//
// A model is a file that `receptive train --save` wrote. --stages: also with each stage left out.
// --count and --seed choose the same drawings as tests/bench/pen-strokes.mjs does; by default all.
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { load } from 'receptive';
import { penStrokesFile, penStrokesMissing } from '../browser/support/paths.mjs';
import { onPad, readPenDigits } from '../browser/support/pen-strokes.mjs';
import { chosen, randomFrom } from './support/random.mjs';

const { values: options } = parseArgs({
  options: {
    model: { type: 'string' },
    strokes: { type: 'string' },
    stages: { type: 'boolean', default: false },
    count: { type: 'string', default: 'Infinity' },
    seed: { type: 'string', default: '1' },
  },
});
const file = options.strokes ?? penStrokesFile;
if (!file || !options.model) {
  process.stdout.write(`Nothing was measured. ${file ? 'Name a --model.' : penStrokesMissing}\n`);
  process.exit(1);
}

/** @type {Record<string, import('receptive').StrokeOptions>} */
const variants = options.stages
  ? {
      'all stages': {},
      'the pad’s pen': { pen: 'pad' },
      'no crop': { crop: false },
      'no scale': { scale: false },
      'not centred': { centre: 'paper' },
    }
  : { 'all stages': {} };

const engine = await load();
const digits = chosen(readPenDigits(file), Number(options.count), randomFrom(Number(options.seed)));
for (const path of options.model.split(',')) {
  const model = engine.loadModel(readFileSync(path));
  for (const [name, reading] of Object.entries(variants)) {
    const tally = Array.from({ length: 10 }, () => ({ right: 0, all: 0 }));
    for (const digit of digits) {
      const strokes = onPad(digit, { size: 0.65 }).map((stroke) =>
        stroke.map(([x = 0, y = 0]) => /** @type {const} */ ([x, y, 0.5])),
      );
      const probabilities = model.predict(engine.prepareStrokes(strokes, reading).image);
      const answer = probabilities.indexOf(Math.max(...probabilities));
      const of = tally[digit.digit];
      if (!of) continue;
      of.all += 1;
      if (answer === digit.digit) of.right += 1;
    }
    const sum = tally.reduce((total, { right }) => total + right, 0);
    const each = tally.map(
      ({ right, all }, i) => `${i} ${((100 * right) / (all || 1)).toFixed(1)}`,
    );
    process.stdout.write(
      `${path}, ${name}: ${sum} of ${digits.length} right, ` +
        `${((100 * sum) / digits.length).toFixed(2)} % (${each.join(', ')})\n`,
    );
  }
  model.dispose();
}
engine.dispose();
