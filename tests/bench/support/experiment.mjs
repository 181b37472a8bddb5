// Running the page to a wanted state.
import process from 'node:process';
import { figure, figureText } from '../../browser/support/figures.mjs';

/** @typedef {import('playwright-core').Page} Page */

const mnistTrainingPictures = 60_000;

/**
 * Waits for a condition, for up to half an hour.
 * @param {() => Promise<boolean>} condition
 * @param {number} [every] milliseconds between two looks
 */
export async function until(condition, every = 20) {
  const end = Date.now() + 1_800_000;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`This did not happen in half an hour: ${condition}`);
    await new Promise((done) => setTimeout(done, every));
  }
}

/**
 * Opens an address that asks for MNIST, and waits until a network for it is there.
 * @param {Page} page
 * @param {string} url
 */
export async function openMnist(page, url) {
  await page.goto(url);
  const dataSet = page.getByRole('combobox', { name: 'Data set' });
  await until(async () => (await dataSet.inputValue()) === 'mnist');
  await until(() => page.getByRole('button', { name: 'Train', exact: true }).isEnabled());
}

/**
 * Trains for so many epochs of MNIST and pauses. The seconds are those of the training, from the
 * press on Train; the accuracy is measured on all test pictures after the pause, which comes a few
 * steps late.
 * @param {Page} page
 * @param {number} epochs
 */
export async function epochsOfMnist(page, epochs) {
  const batch = Number(
    await page.getByRole('spinbutton', { name: 'Batch size', exact: true }).inputValue(),
  );
  const wanted = epochs * Math.ceil(mnistTrainingPictures / batch);
  /** @type {number[]} */
  const speeds = [];
  const start = Date.now();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  let told = start;
  // Looked at rarely: who measures must not slow down what is measured.
  await until(async () => {
    const speed = await figure(page, 'examples-per-second');
    if (speed > 0) speeds.push(speed);
    const step = await figure(page, 'step');
    if (Date.now() - told > 20_000) {
      told = Date.now();
      process.stdout.write(`  step ${step} of ${wanted}, ${speed} examples/s\n`);
    }
    return step >= wanted;
  }, 200);
  const seconds = (Date.now() - start) / 1000;
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await page.getByRole('button', { name: 'Train', exact: true }).waitFor();
  const testAccuracy = await atRest(page, 'test-accuracy');
  speeds.sort((a, b) => a - b);
  return {
    epochs,
    seconds,
    steps: await figure(page, 'step'),
    testAccuracy,
    trainAccuracy: await figure(page, 'train-accuracy'),
    examplesPerSecond: speeds[Math.floor(speeds.length / 2)] ?? NaN,
  };
}

/**
 * A figure, once it has not changed for three seconds.
 * @param {Page} page
 * @param {string} id
 */
async function atRest(page, id) {
  let text = '';
  let since = Date.now();
  await until(async () => {
    const now = await figureText(page, id);
    if (now !== text) since = Date.now();
    text = now;
    return Date.now() - since > 3000;
  });
  return figure(page, id);
}

/**
 * Runs in the page from its very start: notes when the first feature map is drawn, presses Train as
 * soon as that can be pressed, and notes when the picture looks different.
 */
export function pressWhen() {
  const times = /** @type {any} */ (window);
  const canvases = () => [
    .../** @type {NodeListOf<HTMLCanvasElement>} */ (
      document.querySelectorAll('section[aria-label="Feature maps"] canvas')
    ),
  ];
  /** @param {HTMLCanvasElement} canvas */
  const isDrawn = (canvas) => {
    if (canvas.width * canvas.height === 0) return false;
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
    copy?.drawImage(canvas, 0, 0);
    const data = copy?.getImageData(0, 0, canvas.width, canvas.height).data;
    return new Uint32Array(data?.buffer ?? new ArrayBuffer(0)).some(
      (pixel, _, all) => pixel !== all[0],
    );
  };
  const picture = () =>
    canvases()
      .map((canvas) => canvas.toDataURL())
      .join();
  let before = '';
  const look = () => {
    if (times.pictureAt === undefined) {
      if (canvases().some(isDrawn)) times.pictureAt = performance.now();
    } else if (times.pressedAt === undefined) {
      const train = [...document.querySelectorAll('button')].find(
        (one) => one.textContent?.trim() === 'Train',
      );
      if (train && !train.disabled) {
        before = picture();
        times.pressedAt = performance.now();
        train.click();
      }
    } else if (picture() !== before) {
      times.movedAt = performance.now();
      return;
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
