// npm start [-- --port N] [-- --mnist DIR] ...: installs what is missing, builds, and serves the page.
import { join } from 'node:path';
import process from 'node:process';
import { command } from '../../wasm/toolchain/command.mjs';
import { buildEngine } from '../../wasm/toolchain/engine.mjs';
import { repository } from '../../wasm/toolchain/repository.mjs';
import { listening, readOptions, untilInterrupted } from './options.mjs';
import { buildPage } from './page.mjs';

await command(async () => {
  const options = readOptions('npm start');
  if (!options) return;
  await buildEngine(options.engine);
  await buildPage();
  // Imported only now: it may need packages that were not installed when this file was read.
  const { serve } = await import('../server/serve.mjs');
  const root = join(repository, 'dist');
  const { mnistDir, allowedHosts } = options;
  const server = await listening(options.port, 8000, (port) =>
    serve({ root, port, allowedHosts, ...(mnistDir && { mnistDir }) }),
  );
  for (const note of server.notes) process.stdout.write(`${note}\n`);
  process.stdout.write(`Receptive is at ${server.url}\n`);
  untilInterrupted(() => server.close());
});
