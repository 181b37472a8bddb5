// npm run format: rewrites every file the way the checks want it.
import { join } from 'node:path';
import process from 'node:process';
import { command } from '../../wasm/toolchain/command.mjs';
import { ensureNpmPackages } from '../../wasm/toolchain/npm-packages.mjs';
import { repository } from '../../wasm/toolchain/repository.mjs';
import { run } from '../../wasm/toolchain/run.mjs';
import { cplusplusFiles } from './sources.mjs';
import { ensureClangTools } from './tools/clang-tools.mjs';

await command(async () => {
  await ensureNpmPackages();
  const prettier = join(repository, 'node_modules/prettier/bin/prettier.cjs');
  run(process.execPath, [prettier, '--write', '--log-level=warn', '.'], {
    cwd: repository,
    show: true,
  });
  const files = cplusplusFiles();
  if (files.length > 0) run(ensureClangTools()['clang-format'], ['-i', ...files], { show: true });
});
