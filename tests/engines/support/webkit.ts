import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { Readable } from 'node:stream';
import { expect } from 'vitest';
import { patience } from '../../browser/support/receptive';
import type { Driver } from './driver';
import { isReady, Session } from './webdriver';

/** What there is of WebKit: programs by their paths, and a folder with the locale en_US.UTF-8. */
export interface WebKit {
  driver: string;
  browser: string;
  screen: string;
  locales: string;
}

/** WebKitGTK's own small browser on a screen that nobody sees, by its WebDriver. */
export async function launchWebKit(webkit: WebKit): Promise<Driver> {
  const folder = mkdtempSync(join(tmpdir(), 'receptive-webkit-'));
  const started: ChildProcess[] = [];
  const stop = (): void => {
    for (const child of started.reverse()) child.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const display = await startScreen(webkit.screen, started);
    const port = await freePort();
    const address = `http://127.0.0.1:${port}`;
    const env = {
      ...process.env,
      DISPLAY: display,
      // In the locale C its Intl throws.
      LOCPATH: webkit.locales,
      LC_ALL: 'en_US.UTF-8',
      LANG: 'en_US.UTF-8',
      // Threads, as Safari has them on an isolated page; WebKitGTK by itself leaves them out.
      JSC_useSharedArrayBuffer: '1',
    };
    started.push(spawn(webkit.driver, [`--port=${port}`], { env, stdio: 'ignore' }));
    await expect.poll(() => isReady(address), { ...patience, message: 'WebDriver' }).toBe(true);
    const log = join(folder, 'console');
    const session = await Session.begin(address, {
      'webkitgtk:browserOptions': {
        binary: writing(webkit.browser, log, folder),
        args: ['--automation', '--enable-write-console-messages-to-stdout=true'],
      },
    });
    await session.patience(patience.timeout);
    await session.resize(1440, 960);
    return driverOf(session, log, stop);
  } catch (error) {
    stop();
    throw error;
  }
}

function driverOf(session: Session, log: string, stop: () => void): Driver {
  const { browserName, browserVersion } = session.capabilities;
  let read = 0;
  return {
    version: `WebKitGTK ${browserVersion} (${browserName})`,
    open: async (url) => void (await session.open(url)),
    reload: async () => void (await session.reload()),
    evaluate: (what, ...given) => session.call(String(what), given) as never,
    stroke: (points) => session.stroke(points),
    press: (...pressed) => session.press(pressed),
    choose: (selector, paths) => session.choose(selector, paths),
    problems() {
      const lines = readFileSync(log, 'utf8').split('\n').slice(0, -1);
      const fresh = lines.slice(read);
      read = lines.length;
      return fresh.filter((line) => /CONSOLE.*ERROR/.test(line));
    },
    async close() {
      await session.end().finally(stop);
    },
  };
}

/** A program that starts another, whose output goes to a file: the driver would throw it away. */
function writing(program: string, log: string, folder: string): string {
  writeFileSync(log, '');
  const script = join(folder, 'browser');
  writeFileSync(script, `#!/bin/sh\nexec '${program}' "$@" >'${log}' 2>&1\n`, { mode: 0o755 });
  return script;
}

/** Starts an X server on a free display, whose name it tells once it can be used. */
async function startScreen(program: string, started: ChildProcess[]): Promise<string> {
  const screen = spawn(
    program,
    ['-displayfd', '3', '-screen', '0', '1600x1100x24', '-nolisten', 'tcp'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  started.push(screen);
  const told = screen.stdio[3] as Readable;
  const number = await new Promise<string>((done, fail) => {
    told.once('data', (bytes: Buffer) => done(bytes.toString().trim()));
    screen.once('error', fail);
    screen.once('exit', (code) => fail(new Error(`${program} ended with ${code}.`)));
  });
  return `:${number}`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
