// The engine's package, build/package: the browser modules from C++, and the loader and its types
// from TypeScript; or a package that was made elsewhere.
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { cacheFolder } from './cache.mjs';
import { cmakeBuild } from './cmake.mjs';
import { emscriptenEnvironment, ensureEmscripten } from './emscripten.mjs';
import { datesOf, filesUnder, whenChanged } from './files.mjs';
import { buildStep } from './jobs.mjs';
import { ensureNpmPackages } from './npm-packages.mjs';
import { repository } from './repository.mjs';
import { Stop, which } from './run.mjs';
import { setUpForEngine } from './setup.mjs';

const packageFolder = join(repository, 'build/package');
const records = join(repository, 'build/records');
/** Says that the modules in the package were made elsewhere. */
const borrowed = join(records, 'borrowed-engine');

/**
 * Makes build/package, and installs what that takes.
 * @param {string} [folder] of an engine's package made elsewhere, which then serves
 */
export async function buildEngine(folder) {
  if (folder !== undefined) return useEngine(folder);
  await Promise.all([buildModules(), ensureNpmPackages().then(buildLoader)]);
}

const moduleFiles = () => filesUnder('build/package', /\/receptive-[^/]*$/);

/** The modules for browsers. Where nothing has changed, no tool is asked. */
async function buildModules() {
  const record = join(records, 'modules');
  const sources = [
    'core',
    'wasm/bindings',
    'wasm/toolchain',
    'CMakeLists.txt',
    'CMakePresets.json',
  ];
  const inputs = () => [
    `${cacheFolder()} ${which('emcc')}`,
    datesOf(sources.flatMap((part) => filesUnder(part))),
  ];
  const outputs = () => datesOf(moduleFiles());
  const now = () => [...inputs(), outputs()].join('\n');
  if (existsSync(record) && readFileSync(record, 'utf8') === now()) return;
  const before = inputs();
  if (existsSync(borrowed)) {
    // They are newer than our sources, and no build would replace them.
    for (const file of moduleFiles()) rmSync(file);
    rmSync(borrowed);
  }
  await buildForWebAssembly(['receptive_modules'], 4);
  mkdirSync(records, { recursive: true });
  // A source edited meanwhile does not count as used.
  writeFileSync(record, [...before, outputs()].join('\n'));
}

/**
 * @param {string[]} targets of CMake, none for all
 * @param {number} [links] how many modules are among them
 */
export async function buildForWebAssembly(targets, links) {
  await setUpForEngine();
  const env = emscriptenEnvironment(ensureEmscripten());
  await cmakeBuild('wasm', 'the engine', targets, env, links);
}

/**
 * What the page is type-checked against: the package without its modules, or one made elsewhere.
 * @param {string} [folder]
 */
export async function buildEngineTypes(folder) {
  if (folder !== undefined) return useEngine(folder);
  await ensureNpmPackages();
  await buildLoader();
}

/** The TypeScript half alone. */
async function buildLoader() {
  await whenChanged(
    'loader',
    () => [
      ...filesUnder('wasm', /^wasm\/(?!bindings|toolchain).*(\.ts|tsconfig\.package\.json)$/),
      ...filesUnder('wasm/toolchain/tsconfig.base.json'),
      ...filesUnder('package-lock.json'),
    ],
    // The compiler's own scripts, one for each variant, lie there too.
    () => filesUnder('build/package', /^build\/package\/(?!receptive-).*\.(js|d\.ts|map)$/),
    () =>
      buildStep("Building the engine's loader", process.execPath, [
        join(repository, 'node_modules/typescript/bin/tsc'),
        ...['-p', join(repository, 'wasm/tsconfig.package.json')],
        ...['--outDir', packageFolder],
      ]),
  );
}

/**
 * Puts a package that was made elsewhere in the place of ours.
 * @param {string} folder
 */
function useEngine(folder) {
  for (const part of ['index.js', 'index.d.ts', 'receptive-simd.wasm']) {
    if (!existsSync(join(folder, part))) {
      throw new Stop(`--engine names ${folder}, which is no engine's package: it has no ${part}.`);
    }
  }
  if (existsSync(packageFolder) && realpathSync(folder) === realpathSync(packageFolder)) return;
  mkdirSync(records, { recursive: true });
  writeFileSync(borrowed, `${folder}\n`);
  rmSync(packageFolder, { recursive: true, force: true });
  cpSync(folder, packageFolder, { recursive: true, preserveTimestamps: true, dereference: true });
}
