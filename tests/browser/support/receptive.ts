import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { drawingPad } from './drawing.mjs';
import { figure, figureText } from './figures.mjs';
import type { Watch } from './watch';

/** Until something is to have happened: generous, as the machine may be slow and busy. */
export const patience = { timeout: 60_000, interval: 50 };

export type Figure =
  | 'epoch'
  | 'step'
  | 'loss'
  | 'train-accuracy'
  | 'test-accuracy'
  | 'examples-per-second'
  | 'engine-variant'
  | 'prediction'
  | 'prediction-confidence';

export type Region =
  | 'Network'
  | 'Filters'
  | 'Feature maps'
  | 'Gradients'
  | 'Recipe'
  | 'Training curves'
  | 'Drawing'
  | 'Guided tours'
  | 'Layer'
  | 'Explanation'
  | 'Looks for'
  | 'Prediction';

/** What the drawer shows, by the names of its buttons. */
const drawers = {
  Curves: 'Training curves',
  Recipe: 'Recipe',
  'Looks for': 'Looks for',
  Tours: 'Guided tours',
} satisfies Record<string, Region>;

/** The page by its roles and accessible names, as a screen reader knows it. */
export class Receptive {
  readonly dataSet: Locator;
  readonly network: Locator;
  readonly train: Locator;
  readonly pause: Locator;
  readonly step: Locator;
  readonly reset: Locator;
  readonly learningRate: Locator;
  readonly batchSize: Locator;
  readonly pad: Locator;
  readonly clear: Locator;
  readonly alerts: Locator;

  constructor(
    readonly page: Page,
    readonly watch: Watch,
  ) {
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    this.dataSet = page.getByRole('combobox', { name: 'Data set' });
    this.network = page.getByRole('combobox', { name: 'Network' });
    this.train = button('Train');
    this.pause = button('Pause');
    this.step = button('Step');
    this.reset = button('Reset');
    this.learningRate = page.getByRole('spinbutton', { name: 'Learning rate' });
    this.batchSize = page.getByRole('spinbutton', { name: 'Batch size' });
    this.pad = drawingPad(page);
    this.clear = button('Clear drawing');
    this.alerts = page.getByRole('alert').filter({ hasText: /\S/ });
  }

  region(name: Region): Locator {
    return this.page.getByRole('region', { name, exact: true });
  }

  text(id: Figure): Promise<string> {
    return figureText(this.page, id);
  }

  number(id: Figure): Promise<number> {
    return figure(this.page, id);
  }

  /** A network is built and, where it is in sight, its pictures are drawn. */
  async ready(drawn = true): Promise<void> {
    await expect.poll(() => this.train.isEnabled(), patience).toBe(true);
    if (!drawn) return;
    await expect.poll(() => this.drawnPictures('Feature maps'), patience).toBeGreaterThan(0);
  }

  /** How many pictures of a region show more than one colour. */
  async drawnPictures(region: Region): Promise<number> {
    return (await this.pictures(region)).filter(({ colours }) => colours > 1).length;
  }

  /**
   * What the pictures of a region show: the number of colours, and a sum of all pixels. Those of the
   * network lie on one canvas; of each its own part is taken.
   */
  async pictures(region: Region): Promise<{ label: string; colours: number; sum: number }[]> {
    // What is painted next is there.
    await this.frames(2);
    const onSurface: Partial<Record<Region, RegExp>> = {
      Filters: / filter/,
      'Feature maps': / map/,
      Gradients: / mapGradients$/,
    };
    const place = onSurface[region];
    const root = this.region(region === 'Filters' ? 'Feature maps' : region);
    return root.getByRole('img').evaluateAll((elements, wanted) => {
      const surface = elements.find((one) => one instanceof HTMLCanvasElement);
      return elements.flatMap((element) => {
        const own = element instanceof HTMLCanvasElement;
        const name = element.getAttribute('data-place');
        const fits = wanted === undefined ? own : name && new RegExp(wanted).test(name);
        const canvas = own ? element : surface;
        if (!fits || !canvas || canvas.width * canvas.height === 0) return [];
        const [box, all] = [element.getBoundingClientRect(), canvas.getBoundingClientRect()];
        const scale = canvas.width / all.width;
        const left = Math.max(0, (box.left - all.left) * scale);
        const top = Math.max(0, (box.top - all.top) * scale);
        const width = Math.min(canvas.width - left, box.width * scale);
        const height = Math.min(canvas.height - top, box.height * scale);
        if (width < 1 || height < 1) return [];
        // A copy, whatever kind of context the page draws with.
        const copy = new OffscreenCanvas(Math.floor(width), Math.floor(height));
        const context = copy.getContext('2d')!;
        context.drawImage(canvas, -Math.round(left), -Math.round(top));
        const { data } = context.getImageData(0, 0, copy.width, copy.height);
        const colours = new Set<number>();
        let sum = 0;
        for (const pixel of new Uint32Array(data.buffer)) {
          colours.add(pixel);
          sum = (Math.imul(sum, 31) + pixel) | 0;
        }
        const label = element.getAttribute('aria-label') ?? '';
        return [{ label, colours: colours.size, sum }];
      });
    }, place?.source);
  }

  /** Trains at full speed until the test accuracy is at least so many per cent; goes on training. */
  async trainUntil(percent: number, timeout = patience.timeout): Promise<void> {
    // In one: another set that has just come may end it by itself.
    await this.page.evaluate(() => {
      document.querySelector<HTMLElement>('.slow[aria-pressed=true]')?.click();
    });
    await this.train.click();
    const accuracy = () => this.number('test-accuracy');
    await expect.poll(accuracy, { ...patience, timeout }).toBeGreaterThanOrEqual(percent);
  }

  /** Pauses, and waits until the figures stand still. Answers with the step. */
  async rest(): Promise<number> {
    await this.pause.click();
    await this.train.waitFor();
    return this.settled();
  }

  /** The step, once it has not changed for twenty pictures in a row. */
  async settled(): Promise<number> {
    for (;;) {
      const before = await this.number('step');
      await this.frames(20);
      if ((await this.number('step')) === before) return before;
    }
  }

  /** Waits until the browser has drawn so many times. */
  async frames(count: number): Promise<void> {
    await this.page.evaluate(async (left) => {
      for (; left > 0; --left) await new Promise((done) => requestAnimationFrame(done));
    }, count);
  }

  /** Waits until training has gone on by some steps. */
  async goesOn(): Promise<void> {
    const before = await this.number('step');
    await expect.poll(() => this.number('step'), patience).toBeGreaterThan(before);
    expect(await this.pause.isVisible()).toBe(true);
  }

  /** Opens the drawer beside the network with this, where it shows something else. */
  async openDrawer(name: keyof typeof drawers): Promise<void> {
    const closed = this.page.getByRole('button', { name, exact: true, pressed: false });
    if ((await closed.count()) > 0) await closed.click();
    await this.region(drawers[name]).waitFor();
  }

  /** Types a value as a person does, and leaves with Enter; a field of the recipe is fetched first. */
  async type(field: Locator, value: string): Promise<void> {
    if ((await field.count()) === 0) await this.openDrawer('Recipe');
    await field.fill(value);
    await field.press('Enter');
  }

  /** The one message that is shown, without its buttons. */
  async alert(): Promise<string> {
    await expect.poll(() => this.alerts.count(), patience).toBe(1);
    return this.alerts.evaluate((element) => {
      const copy = element.cloneNode(true) as HTMLElement;
      for (const button of copy.querySelectorAll('button')) button.remove();
      return (copy.textContent ?? '').replace(/\s+/g, ' ').trim();
    });
  }
}
