import { minify } from 'vite';

/**
 * A script without its comments and long names.
 * @param {string} name
 * @param {string} script
 */
export async function small(name, script) {
  const { code, errors } = await minify(name, script, { module: true });
  const [problem] = errors;
  if (problem) throw new Error(`${name} could not be made small: ${problem.message}`);
  return code;
}

/**
 * The engine's loaders are files to a bundler, not modules of the worker: they would stay as Emscripten
 * writes them, which is twice as long.
 * @returns {import('vite').Plugin}
 */
export function smallLoaders() {
  return {
    name: 'receptive-small-loaders',
    apply: 'build',
    async generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'asset' || !/receptive-[^/]*\.js$/.test(file.fileName)) continue;
        file.source = await small(file.fileName, String(file.source));
      }
    },
  };
}
