// The local server: the built site and, below api/mnist, the MNIST files. Node's built-ins only.
import { createServer } from 'node:http';
import { resolve } from 'node:path';
import { sendText } from './answers.mjs';
import { hostCheck } from './hosts.mjs';
import { createMnistApi } from './mnist-api.mjs';
import { createSite } from './site.mjs';

/**
 * @typedef {object} ServeOptions
 * @property {string} root Folder of the built site (dist/).
 * @property {number} [port] 0 (default) takes any free port.
 * @property {string} [host] Default 127.0.0.1: only this computer can reach the page.
 * @property {string[]} [allowedHosts] Names beside 127.0.0.1, localhost, [::1] and `host` that the page
 *   may be asked for by, as a proxy before it does.
 * @property {string} [base] Path that the site lies at, default '/'; tests use another.
 * @property {boolean} [api] False imitates a static host that knows nothing of api/mnist.
 * @property {string} [mnistDir] Folder with IDX files, MNIST's or of another set, gzipped or not.
 * @property {string[]} [mirrors] Addresses to fetch MNIST from instead of the public mirrors.
 */

/**
 * @typedef {object} Serving
 * @property {string} url Address of the page.
 * @property {number} port
 * @property {string[]} notes Sentences to print at the start, as of a folder without the files.
 * @property {() => Promise<void>} close Ends all connections.
 */

/**
 * Mirrors that replace the public ones: RECEPTIVE_MNIST_MIRRORS, addresses with commas between.
 * @param {Record<string, string | undefined>} [environment]
 * @returns {string[] | undefined}
 */
export function mirrorsFromEnvironment(environment = process.env) {
  const list = (environment.RECEPTIVE_MNIST_MIRRORS ?? '').split(',').map((text) => text.trim());
  const mirrors = list.filter((text) => text !== '');
  return mirrors.length > 0 ? mirrors : undefined;
}

/**
 * Serves the site until `close()`. Rejects with a sentence when the port cannot be had or the
 * folder holds no built page.
 * @param {ServeOptions} options
 * @returns {Promise<Serving>}
 */
export async function serve(options) {
  const { root, port = 0, host = '127.0.0.1', base = '/', api = true } = options;
  const { mnistDir, mirrors = mirrorsFromEnvironment(), allowedHosts = [] } = options;
  const refusal = hostCheck([host, ...allowedHosts]);
  if (!base.startsWith('/') || !base.endsWith('/')) {
    throw new Error(`base must begin and end with a slash, found '${base}'.`);
  }
  const site = await createSite(resolve(root));
  const mnist = api ? await createMnistApi({ folder: mnistDir, mirrors }) : undefined;

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      // A browser that goes away in the middle of an answer is no fault of ours.
      if (!response.headersSent)
        sendText(response, 500, `The local server failed: ${error.message}`);
      else response.destroy();
    });
  });

  /** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response */
  async function answer(request, response) {
    const refused = refusal(request.headers.host);
    if (refused) return sendText(response, 421, refused);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      return sendText(response, 405, 'Only GET and HEAD are answered here.');
    }
    // Not `new URL(request.url)`: it would resolve the `..` that must be refused.
    const [path = '', query = ''] = (request.url ?? '/').split('?', 2);
    if (!path.startsWith(base)) return sendText(response, 404, 'There is nothing here.');
    const inside = path.slice(base.length);
    if (mnist && (inside === 'api/mnist' || inside.startsWith('api/mnist/'))) {
      const file = inside.slice('api/mnist/'.length);
      return mnist.answer(file, new URLSearchParams(query), request, response);
    }
    return site.answer(inside, request, response);
  }

  await listen(server, port, host);
  const address = server.address();
  const actualPort = typeof address === 'object' && address ? address.port : port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}${base}`,
    port: actualPort,
    notes: mnist ? mnist.notes : [],
    close() {
      mnist?.close();
      return new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      });
    },
  };
}

/**
 * @param {import('node:http').Server} server
 * @param {number} port
 * @param {string} host
 */
function listen(server, port, host) {
  return new Promise((done, fail) => {
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === 'EADDRINUSE') {
        fail(
          new Error(
            `Port ${port} of ${host} is taken by another program. ` +
              'Choose another with --port N, or leave --port out for any free one.',
          ),
        );
      } else if (error.code === 'EACCES') {
        fail(new Error(`Port ${port} may not be used by this user. Choose one above 1023.`));
      } else {
        fail(new Error(`The server could not start on ${host}, port ${port}: ${error.message}`));
      }
    });
    server.listen(port, host, () => done(undefined));
  });
}
