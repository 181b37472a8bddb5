// The built page: a few files that are read once, packed once and answered from memory.
import { createHash } from 'node:crypto';
import { readFile, realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import { sendText, setCommonHeaders } from './answers.mjs';
import { contentSecurityPolicy } from './policy.mjs';

/** @type {Record<string, string>} */
const mediaTypes = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};
const packable = /^text\/|^application\/(json|wasm|manifest)|^image\/svg/;

/** Vite puts a hash of the content into these names: a changed file has another name. */
const hashedName = /(^|\/)assets\/[^/]*-[\w-]{8,}\.\w+$/;

/**
 * @typedef {object} SiteFile
 * @property {number} modified
 * @property {string} type
 * @property {string} etag
 * @property {Buffer} plain
 * @property {Buffer | undefined} packed gzip, where it is worth it.
 * @property {string | undefined} policy Content security policy, for pages.
 */

/**
 * @param {string} root Folder of the site.
 */
export async function createSite(root) {
  const folder = await realpath(root).catch(() => undefined);
  if (folder === undefined || !(await isFile(join(folder, 'index.html')))) {
    throw new Error(`There is no built page in ${root} (no index.html): run npm run build first.`);
  }
  /** @type {Map<string, SiteFile>} */
  const cache = new Map();

  /**
   * @param {string} path As it came in the request, without the leading slash.
   * @returns {Promise<SiteFile | undefined>} Undefined for all that is not a file of the site.
   */
  async function find(path) {
    let name;
    try {
      name = decodeURIComponent(path);
    } catch {
      return undefined;
    }
    if (name === '' || name.endsWith('/')) name += 'index.html';
    if (
      /[\\\0]/.test(name) ||
      name.split('/').some((part) => part === '' || part.startsWith('.'))
    ) {
      return undefined;
    }
    // A link inside the folder must not lead out of it either.
    const file = await realpath(join(folder ?? '', name)).catch(() => undefined);
    if (file === undefined || !file.startsWith(folder + sep)) return undefined;
    const facts = await stat(file);
    if (!facts.isFile()) return undefined;
    const known = cache.get(file);
    if (known && known.modified === facts.mtimeMs) return known;
    const fresh = await read(file, facts.mtimeMs);
    cache.set(file, fresh);
    return fresh;
  }

  return {
    /**
     * @param {string} path
     * @param {import('node:http').IncomingMessage} request
     * @param {import('node:http').ServerResponse} response
     */
    async answer(path, request, response) {
      const file = await find(path);
      if (!file) return sendText(response, 404, 'There is nothing here.');
      setCommonHeaders(response);
      response.setHeader(
        'Cache-Control',
        hashedName.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
      response.setHeader('ETag', file.etag);
      if (file.packed) response.setHeader('Vary', 'Accept-Encoding');
      if (file.policy) response.setHeader('Content-Security-Policy', file.policy);
      if (request.headers['if-none-match'] === file.etag) {
        response.writeHead(304);
        response.end();
        return;
      }
      const packs = takesGzip(String(request.headers['accept-encoding'] ?? ''));
      const body = packs && file.packed ? file.packed : file.plain;
      if (body === file.packed) response.setHeader('Content-Encoding', 'gzip');
      response.writeHead(200, { 'Content-Type': file.type, 'Content-Length': body.length });
      response.end(request.method === 'HEAD' ? undefined : body);
    },
  };
}

/**
 * Whether Accept-Encoding (RFC 9110, section 12.5.3) has gzip, by name or by '*', with a weight above 0.
 * @param {string} accepted
 */
function takesGzip(accepted) {
  /** @type {Map<string, number>} */
  const weights = new Map();
  for (const one of accepted.toLowerCase().split(',')) {
    const [coding = '', ...parameters] = one.split(';').map((part) => part.trim());
    const weight = parameters.find((part) => /^q\s*=/.test(part))?.split('=')[1];
    weights.set(coding, weight === undefined ? 1 : Number(weight));
  }
  return (weights.get('gzip') ?? weights.get('x-gzip') ?? weights.get('*') ?? 0) > 0;
}

/** @param {string} file @param {number} modified @returns {Promise<SiteFile>} */
async function read(file, modified) {
  const plain = await readFile(file);
  const type = mediaTypes[extname(file).toLowerCase()] ?? 'application/octet-stream';
  const packed = packable.test(type) && plain.length > 1024 ? gzipSync(plain) : undefined;
  return {
    modified,
    type,
    etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
    plain,
    packed: packed && packed.length < plain.length ? packed : undefined,
    // Workers take the policy of their own script's answer, so scripts carry it too.
    policy: /^text\/(html|javascript)/.test(type)
      ? contentSecurityPolicy(type.startsWith('text/html') ? plain.toString('utf8') : '')
      : undefined,
  };
}

/** @param {string} file */
async function isFile(file) {
  return stat(file).then(
    (facts) => facts.isFile(),
    () => false,
  );
}
