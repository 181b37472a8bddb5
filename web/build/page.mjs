// The static site, dist/.
import { join } from 'node:path';
import process from 'node:process';
import { filesUnder, whenChanged } from '../../wasm/toolchain/files.mjs';
import { buildStep } from '../../wasm/toolchain/jobs.mjs';
import { ensureNpmPackages } from '../../wasm/toolchain/npm-packages.mjs';
import { repository } from '../../wasm/toolchain/repository.mjs';

const base = 'wasm/toolchain/tsconfig.base.json';

/** Builds the site over an engine that has been built. */
export async function buildPage() {
  await ensureNpmPackages();
  await whenChanged(
    'page',
    () =>
      ['web', 'build/package', base, 'package-lock.json'].flatMap((part) => filesUnder(part)),
    () => filesUnder('dist'),
    () =>
      buildStep(
        'Building the page',
        process.execPath,
        [
          ...[join(repository, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
          ...['--config', join(repository, 'web/build/vite.config.mjs')],
        ],
        { cwd: repository },
      ),
  );
}
