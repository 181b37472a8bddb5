// Format, types, lint and arrows: each check counts as one test.
import { dirname, join, relative } from 'node:path';
import process from 'node:process';
import { filesUnder } from '../../wasm/toolchain/files.mjs';
import { outcomeOf, runTogether } from '../../wasm/toolchain/jobs.mjs';
import { repository } from '../../wasm/toolchain/repository.mjs';
import { cplusplusFiles, typeScriptProjects } from './sources.mjs';
import { ensureClangTools } from './tools/clang-tools.mjs';

/** @typedef {import('./tally.mjs').Report} Report */
/** @typedef {{ title: string, program: string, args: string[] }} Check */

/** @param {Report} report */
export async function checkPage(report) {
  await checkArrows(report);
  // The long ones first, so that no core is left with one of them at the end.
  const checks = [...eslintChecks(), ...svelteChecks(), ...typeChecks(), prettier()];
  await runTogether(checks.map((check) => () => runCheck(report, check)));
}

/**
 * Of C++ too: who includes whom takes no compiler.
 * @param {Report} report
 */
async function checkArrows(report) {
  // Imported only now: they need packages that were not installed when this file was read.
  const { importsOfSources } = await import('./imports.mjs');
  const { circlesIn, wrongArrows } = await import('./arrows.mjs');
  const { rules } = await import('./linters/arrows.mjs');
  const imports = importsOfSources();
  const wrong = wrongArrows(imports, rules);
  report.addCheck(`arrows of ${imports.size} files`, wrong.length === 0, wrong.join('\n'));
  const circles = circlesIn(imports).map((files) => files.join(' -> '));
  report.addCheck('circles of imports', circles.length === 0, circles.join('\n'));
}

/** @param {Report} report */
export async function checkCplusplusFormat(report) {
  const files = cplusplusFiles();
  await runCheck(report, {
    title: `clang-format on ${files.length} files`,
    program: ensureClangTools()['clang-format'],
    args: ['--dry-run', '-Werror', ...files],
  });
}

/**
 * @param {Report} report
 * @param {Check} check
 */
async function runCheck(report, { title, program, args }) {
  const outcome = await outcomeOf(program, args, { cwd: repository });
  report.addCheck(title, outcome.ok, shorten(outcome.output));
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

/** @returns {Check} */
function prettier() {
  return {
    title: 'prettier',
    program: process.execPath,
    args: [bin('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.'],
  };
}

/**
 * All of web, wasm and tests, in parts that take about as long as each other.
 * @returns {Check[]}
 */
function eslintChecks() {
  const page = ['web/client', 'web/instruments'];
  const others = page.flatMap((part) => ['--ignore-pattern', part]);
  /** @type {[title: string, args: string[]][]} */
  const parts = [
    ['the page', page],
    ['the tests', ['tests']],
    ['the worker, the server and the package', ['web', 'wasm', ...others]],
  ];
  return parts.map(([title, part]) => ({
    title: `eslint of ${title}`,
    program: process.execPath,
    args: [
      ...[bin('eslint/bin/eslint.js'), '--config', 'tests/run/linters/eslint.config.mjs'],
      ...['--max-warnings', '0', ...part],
    ],
  }));
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
