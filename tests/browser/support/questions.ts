import type { Page } from 'playwright-core';
import type { Receptive } from './receptive';

/** What the page has asked its worker: the names of the questions, and how many answers came. */
interface Asked {
  names: string[];
  answers: number;
}

/** Writes down every message between the page and its workers. Call before the page is opened. */
export async function countQuestions(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const asked: Asked = { names: [], answers: 0 };
    Object.assign(window, { asked });
    const send = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (this: Worker, ...given: [message: unknown]) {
      const { path = [], type } = given[0] as { path?: string[]; type?: string };
      asked.names.push(path.join('.') || (type ?? 'message'));
      return send.apply(this, given);
    } as typeof send;
    const Plain = Worker;
    window.Worker = class extends Plain {
      constructor(...given: ConstructorParameters<typeof Plain>) {
        super(...given);
        this.addEventListener('message', () => (asked.answers += 1));
      }
    };
  });
}

export function questions({ page }: Receptive): Promise<Asked> {
  return page.evaluate(() => (window as unknown as { asked: Asked }).asked);
}

/** Rounds of `quiet`: a page that has not come to rest by then asks for ever. */
const most = 120;

/** Waits until every question has its answer, and no new one comes while the page is drawn often. */
export async function quiet(page: Receptive): Promise<Asked> {
  let now = await questions(page);
  for (let round = 0; round < most; ++round) {
    const { length } = now.names;
    await page.frames(30);
    now = await questions(page);
    if (now.names.length === now.answers && now.names.length === length) return now;
  }
  throw new Error(`The page does not stop asking: ${now.names.slice(-8).join(', ')} ...`);
}
