import { expect } from 'vitest';
import { toNumber } from '../../browser/support/figures.mjs';
import { patience, type Figure } from '../../browser/support/receptive';
import type { Driver, Point } from './driver';
import { look, select, type Role, type Seen, type Wanted } from './look';

/** Who visits the page in any browser: looks for things by role and name, waits until they are there. */
export class Visitor {
  constructor(readonly driver: Driver) {}

  see(wanted: Wanted): Promise<Seen | null> {
    return this.driver.evaluate(look, wanted);
  }

  /** Waits until something is there. */
  async find(wanted: Wanted): Promise<Seen> {
    await expect.poll(() => this.see(wanted), patience).not.toBeNull();
    return (await this.see(wanted))!;
  }

  /** Presses something, as soon as it can be pressed, at a share of its width and height. */
  async click(wanted: Wanted, across = 0.5, down = 0.5): Promise<void> {
    const told = `${JSON.stringify(wanted)} to be pressed`;
    let seen: Seen | null = null;
    const ready = async (): Promise<boolean> => {
      seen = await this.see(wanted);
      return seen !== null && seen.enabled && seen.inFront;
    };
    await expect.poll(ready, { ...patience, message: told }).toBe(true);
    const { box } = seen!;
    await this.driver.stroke([[box.x + box.width * across, box.y + box.height * down]]);
  }

  press(role: Role, name: string): Promise<void> {
    return this.click({ role, name });
  }

  /** Chooses in a list, as soon as it offers the value. */
  async choose(label: string, value: string): Promise<void> {
    const chosen = () => this.driver.evaluate(select, label, value);
    await expect.poll(chosen, { ...patience, message: `${value} in ${label}` }).toBe(true);
  }

  /** Types a value into a field and leaves it with Enter. */
  async type(name: string, value: string): Promise<void> {
    await this.press('spinbutton', name);
    await this.driver.evaluate(() => (document.activeElement as HTMLInputElement).select());
    await this.driver.press(...value, 'Enter');
  }

  /** Draws on the pad, in parts of its side. */
  async draw(strokes: readonly (readonly Point[])[]): Promise<void> {
    for (const stroke of strokes) {
      const { box } = await this.find({ role: 'img', name: 'Drawing pad' });
      const place = ([x, y]: Point): Point => [box.x + x * box.width, box.y + y * box.height];
      await this.driver.stroke(stroke.map(place));
    }
  }

  /** A figure's text, as the page shows it. */
  text(id: Figure): Promise<string> {
    return this.driver.evaluate(
      (name) => document.querySelector(`[data-testid="${name}"]`)?.textContent?.trim() ?? '',
      id,
    );
  }

  async number(id: Figure): Promise<number> {
    return toNumber(await this.text(id));
  }

  /** All that the page complains of. */
  alerts(): Promise<string[]> {
    return this.driver.evaluate(() =>
      [...document.querySelectorAll('[role=alert]')].flatMap(({ textContent }) => {
        const said = textContent?.trim() ?? '';
        return said === '' ? [] : [said];
      }),
    );
  }

  /** A network is built and its maps are painted. */
  async ready(): Promise<void> {
    const train = async () => (await this.see({ role: 'button', name: 'Train' }))?.enabled ?? false;
    await expect.poll(train, { ...patience, message: 'Train can be pressed' }).toBe(true);
    const painted = () => this.driver.evaluate(paintedMaps);
    await expect.poll(painted, { ...patience, message: 'painted maps' }).toBeGreaterThan(0);
  }

  /** Trains at full speed until the test accuracy is at least so many per cent; then pauses. */
  async trainUntil(percent: number, timeout = patience.timeout): Promise<number> {
    const slow = await this.see({ role: 'button', name: 'Slow motion' });
    if (slow?.pressed) await this.press('button', 'Slow motion');
    await this.press('button', 'Train');
    const accuracy = () => this.number('test-accuracy');
    await expect.poll(accuracy, { ...patience, timeout }).toBeGreaterThanOrEqual(percent);
    await this.press('button', 'Pause');
    await this.find({ role: 'button', name: 'Train' });
    return this.settled();
  }

  /** The step, once it has not changed for twenty pictures in a row. */
  async settled(): Promise<number> {
    for (;;) {
      const before = await this.number('step');
      await this.driver.evaluate(async () => {
        for (let i = 0; i < 20; ++i) await new Promise((done) => requestAnimationFrame(done));
      });
      if ((await this.number('step')) === before) return before;
    }
  }

  isolated(): Promise<boolean> {
    return this.driver.evaluate(() => crossOriginIsolated);
  }
}

/** Runs in the page: how many of the network's maps show more than one colour. */
function paintedMaps(): number {
  const maps = [...document.querySelectorAll('[data-place$=" maps"]')];
  return maps.filter((map) => {
    const canvas = map.closest('section')!.querySelector('canvas')!;
    const [box, all] = [map.getBoundingClientRect(), canvas.getBoundingClientRect()];
    if (canvas.width * canvas.height === 0 || box.width < 1) return false;
    const scale = canvas.width / all.width;
    const copy = document.createElement('canvas');
    [copy.width, copy.height] = [Math.ceil(box.width * scale), Math.ceil(box.height * scale)];
    const context = copy.getContext('2d')!;
    context.drawImage(canvas, (all.left - box.left) * scale, (all.top - box.top) * scale);
    const { data } = context.getImageData(0, 0, copy.width, copy.height);
    return new Set(new Uint32Array(data.buffer)).size > 1;
  }).length;
}
