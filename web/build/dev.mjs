// npm run dev [-- --port N] [-- --mnist DIR] [-- --engine DIR] ...: the page from its sources, which it
// follows as they are edited. The engine is built once, at the start.
import { join } from 'node:path';
import process from 'node:process';
import { command } from '../../wasm/toolchain/command.mjs';
import { buildEngine } from '../../wasm/toolchain/engine.mjs';
import { ensureNpmPackages } from '../../wasm/toolchain/npm-packages.mjs';
import { repository } from '../../wasm/toolchain/repository.mjs';
import { sendText } from '../server/answers.mjs';
import { createMnistApi } from '../server/mnist-api.mjs';
import { mirrorsFromEnvironment } from '../server/serve.mjs';
import { listening, readOptions, untilInterrupted } from './options.mjs';

/** Not that of `npm start`, whose service worker would answer with the page that was built. */
const usualPort = 5173;

await command(async () => {
  const options = readOptions('npm run dev');
  if (!options) return;
  await Promise.all([buildEngine(options.engine), ensureNpmPackages()]);
  const { createServer } = await import('vite');
  const mnist = await createMnistApi({
    folder: options.mnistDir,
    mirrors: mirrorsFromEnvironment(),
  });

  /** @type {import('vite').Plugin} what the server of the built page does besides */
  const api = {
    name: 'receptive-api',
    configureServer({ middlewares }) {
      middlewares.use('/api/mnist', (request, response) => {
        const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
        mnist
          .answer(pathname.slice(1), searchParams, request, response)
          .catch(() => response.destroy());
      });
      // It would keep what is being edited.
      middlewares.use('/service-worker.js', (_, response) =>
        sendText(response, 404, 'There is none while the page is worked on.'),
      );
    },
  };
  const server = await listening(options.port, usualPort, async (port) => {
    const vite = await createServer({
      configFile: join(repository, 'web/build/vite.config.mjs'),
      plugins: [api],
      server: {
        host: '127.0.0.1',
        port,
        strictPort: true,
        allowedHosts: options.allowedHosts,
      },
    });
    return vite.listen();
  });
  for (const note of mnist.notes) process.stdout.write(`${note}\n`);
  process.stdout.write(`Receptive is at ${server.resolvedUrls?.local[0]}\n`);
  untilInterrupted(() => server.close());
});
