// api/mnist: the MNIST files from a folder of this computer, or fetched from the mirrors for a page
// that could not reach them itself (mirrors without CORS, browsers behind a proxy).
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { sendJson, sendText, setCommonHeaders } from './answers.mjs';
import { lookInto } from './mnist-folder.mjs';
import { mnistFiles, publicMirrors } from './mnist-files.mjs';
import { openMirror } from './mirror.mjs';

/**
 * Answer to GET api/mnist.
 * @typedef {object} MnistListing
 * @property {import('./mnist-folder.mjs').Folder | null} folder What the folder holds; null where it
 *   holds nothing of the kind, or where there is none.
 * @property {number} mirrors How many mirrors api/mnist/FILE?mirror=0, 1, ... can fetch from.
 * @property {boolean} direct Whether the page may try the public mirrors itself as well.
 */

/**
 * @param {{ folder?: string | undefined, mirrors?: string[] | undefined }} options
 */
export async function createMnistApi({ folder, mirrors }) {
  const { found, notes } = folder ? await lookInto(resolve(folder)) : { found: null, notes: [] };
  const addresses = (mirrors ?? publicMirrors.map((mirror) => mirror.url)).map((url) =>
    url.endsWith('/') ? url : `${url}/`,
  );
  for (const address of addresses) {
    if (!URL.canParse(address)) throw new Error(`'${address}' is not the address of a mirror.`);
  }
  const hosts = new Set(addresses.map((address) => new URL(address).host));
  const closing = new AbortController();

  return {
    notes,
    close: () => closing.abort(),
    /**
     * @param {string} file Empty for the listing.
     * @param {URLSearchParams} query `mirror=N` asks one mirror, and none but it.
     * @param {import('node:http').IncomingMessage} request
     * @param {import('node:http').ServerResponse} response
     */
    async answer(file, query, request, response) {
      if (file === '') {
        /** @type {MnistListing} */
        const listing = { folder: found, mirrors: addresses.length, direct: mirrors === undefined };
        return sendJson(response, listing);
      }
      const wanted = query.get('mirror');
      const kept = wanted === null && found?.files.find((entry) => entry.file === file);
      if (kept && folder) return sendFile(join(resolve(folder), kept.file), request, response);
      const known = mnistFiles.find((entry) => `${entry.name}.gz` === file);
      if (!known) return sendText(response, 404, 'MNIST has no file of this name.');
      const index = Number(wanted);
      const chosen = wanted === null ? addresses : addresses.slice(index, index + 1);
      if (chosen.length === 0 || !Number.isInteger(index) || index < 0) {
        return sendText(response, 404, `There is no mirror ${wanted}.`);
      }
      return proxy({ chosen, hosts }, file, known.bytes, closing.signal, request, response);
    },
  };
}

/**
 * @param {string} path
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
async function sendFile(path, request, response) {
  const facts = await stat(path).catch(() => undefined);
  if (!facts?.isFile()) {
    return sendText(
      response,
      404,
      'This file was in the MNIST folder at the start and is gone now.',
    );
  }
  const start = beginning(request);
  if (start > 0 && start >= facts.size) {
    response.setHeader('Content-Range', `bytes */${facts.size}`);
    return sendText(response, 416, `The file ends before byte ${start}.`);
  }
  setCommonHeaders(response);
  // As the bytes are, not as a Content-Encoding: the page unpacks and checks them itself.
  response.writeHead(start > 0 ? 206 : 200, {
    'Content-Type': 'application/octet-stream',
    'Content-Length': facts.size - start,
    'Cache-Control': 'no-store',
    'Accept-Ranges': 'bytes',
    ...(start > 0 ? { 'Content-Range': `bytes ${start}-${facts.size - 1}/${facts.size}` } : {}),
  });
  if (request.method === 'HEAD') return response.end();
  return pipeline(createReadStream(path, { start }), response);
}

/**
 * The byte that the answer is to begin with. Ranges of other forms than "from here to the end" may be
 * ignored (RFC 9110, section 14.2): the page asks for no others.
 * @param {import('node:http').IncomingMessage} request
 */
function beginning(request) {
  const [, start = '0'] = /^bytes=(\d{1,12})-$/.exec(request.headers.range ?? '') ?? [];
  return Number(start);
}

/**
 * Streams the file from the first of the mirrors that has it.
 * @param {{ chosen: string[], hosts: ReadonlySet<string> }} mirrors Those to ask, and the hosts of all.
 * @param {string} file
 * @param {number} maxBytes More than this is not the file.
 * @param {AbortSignal} closing
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
async function proxy(mirrors, file, maxBytes, closing, request, response) {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const signal = AbortSignal.any([closing, gone.signal]);
  const reasons = [];
  const from = beginning(request);
  for (const mirror of mirrors.chosen) {
    const opened = await openMirror(mirror + file, maxBytes, from, signal, mirrors.hosts);
    if (signal.aborted) return response.destroy();
    if ('reason' in opened) {
      if (opened.status === 416) return sendText(response, 416, 'The file ends before that.');
      reasons.push(`${new URL(mirror).host} ${opened.reason}`);
      continue;
    }
    setCommonHeaders(response);
    response.writeHead(opened.range === undefined ? 200 : 206, {
      'Content-Type': 'application/octet-stream',
      'Cache-Control': 'no-store',
      ...(opened.range === undefined ? {} : { 'Content-Range': opened.range }),
      ...(opened.bytes === undefined ? {} : { 'Content-Length': opened.bytes }),
    });
    if (request.method === 'HEAD') {
      gone.abort();
      return response.end();
    }
    // A mirror that breaks off here breaks off our answer too: the page sees it and tries the next.
    return pipeline(opened.body, response).catch(() => response.destroy());
  }
  return sendText(response, 502, `${reasons.join('; ')}.`);
}
