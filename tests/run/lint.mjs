// Format and lint: each check counts as one test.
import { dirname, join, relative } from 'node:path';
import process from 'node:process';
import { ensureClangTools } from '../../wasm/toolchain/clang-tools.mjs';
import { configure } from '../../wasm/toolchain/cmake.mjs';
import { buildLoader } from '../../wasm/toolchain/engine.mjs';
import { filesUnder } from '../../wasm/toolchain/files.mjs';
import { outcomeOf, runTogether } from '../../wasm/toolchain/jobs.mjs';
import { repository } from '../../wasm/toolchain/repository.mjs';
import { cplusplusFiles, typeScriptProjects } from './sources.mjs';
import { tidyChecks } from './tidy.mjs';

/** @typedef {import('./tally.mjs').Tally} Tally */
/** @typedef {{ title: string, program: string, args: string[] }} Check */

export async function lint(/** @type {Tally} */ tally) {
  const tools = ensureClangTools();
  // The page takes the engine's types from its package, and clang-tidy the flags from CMake.
  await buildLoader();
  await configure('native', 'the core for this machine', {}, true);

  const tidy = tidyChecks(tools['clang-tidy']);
  /** @type {string[]} */
  const tidyFindings = [];
  await runTogether([
    // The long ones first, so that no core is left with one of them at the end.
    ...svelteChecks().map((check) => () => runCheck(tally, check)),
    ...typeChecks().map((check) => () => runCheck(tally, check)),
    ...formatChecks(tools['clang-format']).map((check) => () => runCheck(tally, check)),
    ...tidy.map((check) => async () => {
      const outcome = await outcomeOf(check.program, check.args, { cwd: repository });
      if (!outcome.ok) tidyFindings.push(`${check.title}:\n${outcome.stdout || outcome.output}`);
    }),
  ]);
  if (tidy.length > 0) {
    const title = `clang-tidy on ${tidy.length} files`;
    tally.addCheck(title, tidyFindings.length === 0, tidyFindings.join('\n'));
  }
}

/**
 * @param {Tally} tally
 * @param {Check} check
 */
async function runCheck(tally, { title, program, args }) {
  const outcome = await outcomeOf(program, args, { cwd: repository });
  tally.addCheck(title, outcome.ok, shorten(outcome.output));
}

/**
 * clang-format shows every place; the names of the files are enough to know what to do.
 * @param {string} output
 */
function shorten(output) {
  const places = output.matchAll(/^(.*?):\d+:\d+: error: code should be clang-formatted/gm);
  const files = [...new Set([...places].map(([, file = '']) => relative(repository, file)))];
  if (files.length === 0) return output;
  return `Not formatted (npm run format does it):\n${files.map((file) => `  ${file}`).join('\n')}`;
}

/**
 * @param {string} clangFormat
 * @returns {Check[]}
 */
function formatChecks(clangFormat) {
  const files = cplusplusFiles();
  const prettier = bin('prettier/bin/prettier.cjs');
  return [
    {
      title: 'prettier',
      program: process.execPath,
      args: [prettier, '--check', '--log-level=warn', '.'],
    },
    { title: 'clang-format', program: clangFormat, args: ['--dry-run', '-Werror', ...files] },
  ].filter(({ title }) => title !== 'clang-format' || files.length > 0);
}

/** @returns {Check[]} */
function typeChecks() {
  return typeScriptProjects().map((project) => ({
    title: `types of ${relative(repository, project)}`,
    program: process.execPath,
    args: [bin('typescript/bin/tsc'), '--noEmit', '-p', project],
  }));
}

/** @returns {Check[]} */
function svelteChecks() {
  return typeScriptProjects()
    .filter((project) => {
      const folder = relative(repository, dirname(project));
      return folder.startsWith('web') && filesUnder(folder, /\.svelte$/).length > 0;
    })
    .map((project) => ({
      title: `svelte-check of ${relative(repository, project)}`,
      program: process.execPath,
      args: [
        bin('svelte-check/bin/svelte-check'),
        ...['--workspace', dirname(project), '--tsconfig', project, '--fail-on-warnings'],
      ],
    }));
}

/** @param {string} path below node_modules */
function bin(path) {
  return join(repository, 'node_modules', path);
}
