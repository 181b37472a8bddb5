// One visitor who does anything: a fresh page, and one action after the other, with what must hold
// after each.
import fc from 'fast-check';
import { actions, desk, keys, mistaken, sizes, typed } from './actions.mjs';
import { installWalk } from './in-page.mjs';

/** @typedef {import('playwright-core').Browser} Browser */
/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./actions.mjs').Action} Action */

/**
 * @typedef {object} Ground
 * @property {Browser} browser
 * @property {string} url of the page
 * @property {boolean} [small] leaves out networks that take long; default true
 */

/**
 * @typedef {object} Walked
 * @property {number} seed
 * @property {string[]} did each action in words
 * @property {string | undefined} problem what was wrong after the last of them
 */

/** Longer than any answer takes on a busy machine. */
const patience = 60_000;

const heavyNetworks = [
  ...['lenet5', 'lenet5-modern', 'theano-lenet', 'keras-cnn', 'dlfs', 'all-convolutional'],
  ...['conv-bn', 'small-resnet', 'small-inception', 'rcnn', 'committee', '99-in-seconds'],
  'digit-reader',
];

/** Pages that a walk begins at: usual ones, and recipes at the edges of what can be trained. */
const beginnings = [
  '',
  '#data=xo&seed=3',
  '#data=digits&network=small&seed=2',
  '#data=xo&view=judge',
  '#data=xo&rate=10&batch=1',
  '#data=xo28&network=small&rate=10&seed=4',
  '#data=xo&rate=0&view=map',
  '#data=xo&network=own&layers=conv2d+filters+2+kernelSize+3*dropout+rate+0.99*dense+units+2',
  '#data=xo&rate=1e10&seed=abc&batch=0&view=nowhere',
];

/**
 * A walk from a seed, which alone says all that is done.
 * @param {Ground} ground
 * @param {{ seed: number, length: number, shrinkFor?: number }} how `shrinkFor`: milliseconds in which a
 *   failing walk may be walked again to find a shorter one
 * @returns {Promise<Walked>}
 */
export async function walkFrom(ground, { seed, length, shrinkFor = 0 }) {
  /** @type {string[]} */
  let did = [];
  /** @type {string | undefined} */
  let problem;
  const property = fc.asyncProperty(actions(length), async (list) => {
    const words = /** @type {string[]} */ ([]);
    const wrong = await walkOnce(ground, list, seed, words);
    if (wrong === undefined) {
      if (problem === undefined) did = words;
      return;
    }
    // The last that failed is the shortest.
    [did, problem] = [words, wrong];
    throw new Error(wrong);
  });
  await fc.check(property, {
    seed,
    numRuns: 1,
    endOnFailure: shrinkFor === 0,
    ...(shrinkFor > 0 ? { interruptAfterTimeLimit: shrinkFor } : {}),
  });
  return { seed, did, problem };
}

/** What a walk that failed has done, and how to walk it again. */
export const told = (/** @type {Walked} */ { seed, did, problem }) =>
  [
    `seed ${seed}: ${problem}`,
    ...did.map((one) => `  ${one}`),
    `Again: node tests/walks/main.mjs --seed ${seed} --shrink 120`,
  ].join('\n');

/**
 * @param {Ground} ground
 * @param {Action[]} list
 * @param {number} seed
 * @param {string[]} words gets what was done
 */
async function walkOnce({ browser, url, small = true }, list, seed, words) {
  const context = await browser.newContext({ viewport: desk });
  context.setDefaultTimeout(patience);
  /** @type {string[]} */
  const errors = [];
  try {
    await context.addInitScript(installWalk, { heavy: small ? heavyNetworks : [] });
    const page = await context.newPage();
    listen(page, errors);
    const begin = url + beginnings[seed % beginnings.length];
    words.push(`open ${begin.slice(url.length) || 'the page'}`);
    await page.goto(begin);
    await comes(page);
    for (const [i, action] of list.entries()) {
      const done = await act(page, action);
      if (done === undefined) continue;
      words.push(done);
      const wrong = [...errors, ...(await check(page))];
      if (wrong.length > 0) return wrong.join('; ');
      if (i % 10 === 9) await answers(page, words);
    }
    await answers(page, words);
    return errors[0];
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return [...errors, text.split('\n').slice(0, 3).join(' ')].join('; ');
  } finally {
    await context.close();
  }
}

/**
 * @param {Page} page
 * @param {string[]} errors
 */
function listen(page, errors) {
  page.on('pageerror', (error) => errors.push(`exception: ${error.stack ?? error.message}`));
  page.on('crash', () => errors.push('the page crashed'));
  page.on('console', (message) => {
    // No mirror can be reached from here; the page says so, and so does the browser.
    if (message.type() !== 'error' || /ERR_NAME_NOT_RESOLVED|ERR_ABORTED/.test(message.text()))
      return;
    errors.push(`console error: ${message.text()} (${message.location().url})`);
  });
  page.on('dialog', (dialog) => void dialog.accept().catch(() => undefined));
  // Whoever closes the dialog of files has chosen none.
  page.on('filechooser', () => undefined);
}

/** @param {Page} page */
const check = (page) =>
  within(
    page.evaluate(() => /** @type {any} */ (window).walk.wrong()),
    'the page draws nothing any more',
  );

/** @param {Page} page */
const stateOf = (page) =>
  within(
    page.evaluate(() => /** @type {any} */ (window).walk.state()),
    'the page does not answer',
  );

/**
 * @template T
 * @param {Promise<T>} promise
 * @param {string} otherwise
 * @returns {Promise<T>}
 */
async function within(promise, otherwise) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error(otherwise)), patience);
  });
  try {
    return await /** @type {Promise<T>} */ (Promise.race([promise, late]));
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @param {Page} page
 * @param {(state: any) => boolean} wanted
 * @param {string} otherwise
 * @param {number} [milliseconds]
 */
async function until(page, wanted, otherwise, milliseconds = patience) {
  const end = Date.now() + milliseconds;
  for (;;) {
    const state = await stateOf(page);
    if (wanted(state)) return state;
    if (Date.now() > end) throw new Error(`${otherwise}: ${JSON.stringify(state)}`);
    await new Promise((done) => setTimeout(done, 30));
  }
}

/**
 * There is a run, or the page says why there is none.
 * @param {Page} page
 */
const comes = (page) =>
  until(page, (state) => state.ready || state.said || state.dialogs > 0, 'no run comes');

/** What is pressed while one run makes way for another one may be the last step of the former. */
const presses = 4;

/**
 * Escape closes every dialog. What was asked for a moment ago may open between two rounds: its part
 * of the page is fetched first.
 * @param {Page} page
 */
async function escapes(page) {
  for (let round = 1; ; ++round) {
    // One for what is open within a dialog, one for each dialog.
    const { dialogs } = await stateOf(page);
    for (let k = 0; k <= dialogs + 1; ++k) await page.keyboard.press('Escape');
    try {
      await until(
        page,
        (state) => state.dialogs === 0,
        'Escape closes no dialog',
        patience / presses,
      );
      return;
    } catch (thrown) {
      if (round === presses) throw thrown;
    }
  }
}

/**
 * The worker answers: what trains goes on, and what rests takes a step.
 * @param {Page} page
 * @param {string[]} words
 */
async function answers(page, words) {
  const before = await comes(page);
  if (!before.ready || before.said || before.dialogs > 0) return;
  for (let press = 1; ; ++press) {
    const { running } = await stateOf(page);
    if (!running) {
      words.push('press "Step" and wait for it');
      await page.evaluate(() => /** @type {any} */ (window).walk.step());
    }
    try {
      const goesOn = (/** @type {any} */ now) => now.step !== before.step || now.said || !now.ready;
      await until(page, goesOn, 'no step follows', patience / presses);
      return;
    } catch (error) {
      if (press === presses) throw error;
    }
  }
}

/**
 * Does it; answers with what was done in words, or nothing where there was nothing to do.
 * @param {Page} page
 * @param {Action} action
 * @returns {Promise<string | undefined>}
 */
async function act(page, { kind, which, value }) {
  const walk = /** @type {(name: string, ...given: unknown[]) => Promise<any>} */ (
    (name, ...given) =>
      within(
        page.evaluate(
          ([called, list]) =>
            /** @type {any} */ (window).walk[/** @type {string} */ (called)](
              .../** @type {unknown[]} */ (list),
            ),
          /** @type {const} */ ([name, given]),
        ),
        'the page does not answer',
      )
  );
  switch (kind) {
    case 'rest':
      return undefined;
    case 'press':
    case 'control': {
      // A pointer takes longer, and many of them would be too long for a test.
      if (value % 3 > 0) return walk('press', kind, which);
      const place = await walk('find', kind, which, value);
      if (!place) return undefined;
      await page.mouse.click(place.x, place.y);
      return `press "${place.name}" by mouse`;
    }
    case 'point': {
      const place = await walk('find', kind, which, value);
      if (!place) return undefined;
      await page.mouse.move(place.x, place.y);
      if (value % 3 > 0) await page.mouse.click(place.x, place.y);
      return `${value % 3 > 0 ? 'press' : 'point at'} "${place.name}" at ${Math.round(place.x - place.left)}, ${Math.round(place.y - place.top)}`;
    }
    case 'draw': {
      const place = await walk('find', kind, which, 44);
      if (!place) return undefined;
      const at = (/** @type {number} */ k) => [
        place.left + (place.width * (((value + 31 * k) * 13) % 101)) / 101,
        place.top + (place.height * (((value + 17 * k) * 29) % 103)) / 103,
      ];
      for (let k = 0; k < 4; ++k) {
        const [x = 0, y = 0] = at(k);
        await page.mouse.move(x, y);
        if (k === 0) await page.mouse.down();
      }
      await page.mouse.up();
      return `draw on "${place.name}"`;
    }
    case 'hurry':
      return walk('hurry', which, value);
    case 'choose':
      return walk('choose', which, value);
    case 'slide':
      return walk('slide', which, value);
    case 'type': {
      const field = await walk('field', which);
      if (field === undefined) return undefined;
      const { name, repeated } = field;
      const wanted = typed[value % typed.length] ?? '';
      const text = repeated && mistaken.test(wanted) ? wanted.toLowerCase() : wanted;
      await page.keyboard.press('Delete');
      await page.keyboard.insertText(text);
      const end = value % 4 === 0 ? 'Tab' : 'Enter';
      await page.keyboard.press(end);
      return `type "${text}" into "${name}", ${end}`;
    }
    case 'key': {
      const key = keys[value % keys.length] ?? 'Tab';
      await page.keyboard.press(key);
      return `key ${key}`;
    }
    case 'escape': {
      await escapes(page);
      return 'key Escape';
    }
    case 'resize': {
      const size = sizes[value % sizes.length];
      if (size) await page.setViewportSize(size);
      return `a window of ${size?.width} x ${size?.height}`;
    }
    case 'hide':
      await walk('hide');
      return 'hidden and back';
    case 'reload':
      await page.reload();
      await comes(page);
      return 'reload';
    case 'back': {
      const { href } = new URL(page.url());
      await page.goto('about:blank');
      await page.goBack();
      if (!page.url().startsWith('http')) await page.goto(href);
      await comes(page);
      return 'away and back';
    }
  }
}
