import type { Point } from './driver';

/** How W3C WebDriver names an element in its messages. */
const elementKey = 'element-6066-11e4-a52e-4f735466cecf';

/** Keys that are no character, as W3C WebDriver numbers them. */
const keys: Record<string, string> = { Enter: '\uE007', Escape: '\uE00C' };

interface Answer {
  value: unknown;
}

/**
 * One session of a W3C WebDriver: the few commands that the journeys need, as its HTTP requests. Each
 * rejects with the driver's own words.
 */
export class Session {
  private constructor(
    private readonly address: string,
    readonly capabilities: { browserName: string; browserVersion: string },
  ) {}

  /** @param driver Where the driver listens. */
  static async begin(driver: string, wanted: object): Promise<Session> {
    const body = { capabilities: { alwaysMatch: wanted } };
    const { sessionId, capabilities } = (await ask('POST', `${driver}/session`, body)) as {
      sessionId: string;
      capabilities: Session['capabilities'];
    };
    return new Session(`${driver}/session/${sessionId}`, capabilities);
  }

  end(): Promise<unknown> {
    return ask('DELETE', this.address);
  }

  open(url: string): Promise<unknown> {
    return this.post('url', { url });
  }

  reload(): Promise<unknown> {
    return this.post('refresh', {});
  }

  /** The size of the window with its frame, in CSS pixels. */
  resize(width: number, height: number): Promise<unknown> {
    return this.post('window/rect', { x: 0, y: 0, width, height });
  }

  /** Calls a function in the page, which may answer with a promise. */
  async call(what: string, given: unknown[]): Promise<unknown> {
    const script = `const done = arguments[arguments.length - 1];
      Promise.resolve().then(() => (${what})(...[...arguments].slice(0, -1))).then(
        (answer) => done({ answer }), (error) => done({ error: String(error) }));`;
    const { answer, error } = (await this.post('execute/async', { script, args: given })) as {
      answer?: unknown;
      error?: string;
    };
    if (error !== undefined) throw new Error(`In the page: ${error}`);
    return answer;
  }

  /** Presses the mouse at the first point, and lets go at the last. */
  async stroke([first = [0, 0], ...others]: readonly Point[]): Promise<void> {
    const move = ([x, y]: Point) => {
      return { type: 'pointerMove', duration: 0, x: Math.round(x), y: Math.round(y) };
    };
    const actions = [
      move(first),
      { type: 'pointerDown', button: 0 },
      ...others.map(move),
      { type: 'pointerUp', button: 0 },
    ];
    await this.post('actions', { actions: [{ type: 'pointer', id: 'mouse', actions }] });
  }

  async press(pressed: readonly string[]): Promise<void> {
    const actions = pressed.flatMap((key) => {
      const value = keys[key] ?? key;
      return [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ];
    });
    await this.post('actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
  }

  /** Gives files to a file input. */
  async choose(selector: string, paths: readonly string[]): Promise<void> {
    const found = await this.post('element', { using: 'css selector', value: selector });
    const id = (found as Record<string, string>)[elementKey];
    await this.post(`element/${id}/value`, { text: paths.join('\n') });
  }

  /** How long scripts and loads may take. */
  patience(milliseconds: number): Promise<unknown> {
    return this.post('timeouts', { script: milliseconds, pageLoad: milliseconds });
  }

  private post(command: string, body: object): Promise<unknown> {
    return ask('POST', `${this.address}/${command}`, body);
  }
}

/** Whether a driver listens and takes a session. */
export async function isReady(driver: string): Promise<boolean> {
  try {
    return ((await ask('GET', `${driver}/status`)) as { ready: boolean }).ready;
  } catch {
    return false;
  }
}

async function ask(method: string, address: string, body?: object): Promise<unknown> {
  const init = body ? { method, body: JSON.stringify(body) } : { method };
  const answer = await fetch(address, init);
  const { value } = (await answer.json()) as Answer;
  if (answer.ok) return value;
  const { error, message } = value as { error: string; message: string };
  throw new Error(`WebDriver, ${method} ${new URL(address).pathname}: ${error}. ${message}`);
}
