import { readFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { siteFolder } from './paths.mjs';

export interface Host {
  url: string;
  close(): Promise<void>;
}

export async function listen(answer: RequestListener): Promise<Host> {
  const server = createServer(answer);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
};

export interface Oddities {
  headers?: Record<string, string>;
  /** What has to happen before a file is answered. */
  before?: (name: string) => Promise<void>;
  /** What a file holds instead of what it should. */
  instead?: (name: string) => string | undefined;
  /** Whether a file is not to be found this time. */
  refuse?: (name: string) => boolean;
  /** Whether a file is not known: the page is answered, as many hosts do. */
  unknown?: (name: string) => boolean;
}

/**
 * A static host as simple as they come: files below a path, and no header but their type. Or one
 * with oddities.
 */
export async function staticHost(path: string, odd: Oddities = {}): Promise<Host> {
  const host = await listen((request, response) => {
    void (async () => {
      const asked = decodeURIComponent((request.url ?? '').split('?')[0]!);
      const inside = asked.startsWith(path) ? normalize(asked.slice(path.length)) : '..';
      const wanted = inside === '.' ? 'index.html' : inside;
      await odd.before?.(wanted);
      const name = odd.unknown?.(wanted) ? 'index.html' : wanted;
      const bytes =
        name.startsWith('..') || odd.refuse?.(name)
          ? undefined
          : (odd.instead?.(name) ??
            (await readFile(join(siteFolder, name)).catch(() => undefined)));
      if (!bytes) {
        response.writeHead(404, { 'Content-Type': 'text/html' }).end('<h1>Not found</h1>');
        return;
      }
      const type = types[extname(name)] ?? 'application/octet-stream';
      response.writeHead(200, { 'Content-Type': type, ...odd.headers }).end(bytes);
    })();
  });
  return { ...host, url: host.url + path.slice(1) };
}
