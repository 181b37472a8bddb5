// Serves the bench's page, with or without the headers that isolate it (which threads need).
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

/** @type {Record<string, string>} */
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.wasm': 'application/wasm',
};

const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/**
 * @param {object} options
 * @param {boolean} options.isolated
 * @param {Record<string, string>} options.folders by the beginning of their address, '' for the page
 * @param {Record<string, Uint8Array>} options.files by their address
 * @returns {Promise<{ url: string, close: () => void }>}
 */
export function serveBench({ isolated, folders, files }) {
  const prefixes = Object.keys(folders).sort((a, b) => b.length - a.length);
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://bench');
    const address = decodeURIComponent(pathname).slice(1) || 'index.html';
    for (const [name, value] of Object.entries(isolated ? isolation : {})) {
      response.setHeader(name, value);
    }
    if (files[address]) return response.end(files[address]);
    const prefix = prefixes.find((one) => address.startsWith(one)) ?? '';
    const inside = normalize(address.slice(prefix.length));
    const file = join(folders[prefix] ?? '', inside);
    if (inside.startsWith('..') || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404);
      return response.end();
    }
    response.setHeader('Content-Type', types[extname(file)] ?? 'application/octet-stream');
    return createReadStream(file).pipe(response);
  });
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' ? address?.port : address;
      done({
        url: `http://127.0.0.1:${port}/`,
        close() {
          server.close();
          server.closeAllConnections();
        },
      });
    });
  });
}
