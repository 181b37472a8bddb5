// npm run dev [-- --port N] [-- --mnist DIR] [-- --engine DIR]: the page from its sources, which it
// follows as they are edited. The engine is built once, at the start.
import { join } from 'node:path';
import process from 'node:process';
import { command } from '../../wasm/toolchain/command.mjs';
import { buildEngine } from '../../wasm/toolchain/engine.mjs';
import { ensureNpmPackages } from '../../wasm/toolchain/npm-packages.mjs';
import { repository } from '../../wasm/toolchain/repository.mjs';
import { createMnistApi } from '../server/mnist-api.mjs';
import { mirrorsFromEnvironment } from '../server/serve.mjs';
import { listening, readOptions, untilInterrupted } from './options.mjs';

await command(async () => {
  const options = readOptions('npm run dev');
  if (!options) return;
  await Promise.all([buildEngine(options.engine), ensureNpmPackages()]);
  const { createServer } = await import('vite');
  const mnist = await createMnistApi({
    folder: options.mnistDir,
    mirrors: mirrorsFromEnvironment(),
  });

  /** @type {import('vite').Plugin} api/mnist, as the server of the built page has it */
  const api = {
    name: 'receptive-api',
    configureServer: ({ middlewares }) =>
      void middlewares.use('/api/mnist', (request, response) => {
        const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
        mnist
          .answer(pathname.slice(1), searchParams, request, response)
          .catch(() => response.destroy());
      }),
  };
  const server = await listening(options.port, async (port) => {
    const vite = await createServer({
      configFile: join(repository, 'vite.config.ts'),
      plugins: [api],
      server: { host: '127.0.0.1', port, strictPort: true },
    });
    return vite.listen();
  });
  for (const note of mnist.notes) process.stdout.write(`${note}\n`);
  process.stdout.write(`Receptive is at ${server.resolvedUrls?.local[0]}\n`);
  untilInterrupted(() => server.close());
});
