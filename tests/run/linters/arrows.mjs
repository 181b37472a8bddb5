// Who may import whom: the floors of the house. tests/run/arrows.mjs holds every import against them.

/**
 * @typedef {object} Rule
 * @property {string} from where files are that it is about: the first rule that names a file holds. A
 *   `*` stands for one folder of any name; a name may end in the middle of a file's (`protocol` of
 *   `protocol.ts`).
 * @property {string[]} to what they may import beside their like; `=` is the folder that `*` stood for
 */

/** What every view stands on, an instrument's too. */
const floor = ['web/client/ui', 'web/client/paint', 'web/client/words', 'web/protocol'];
/** What the page's own rooms stand on. */
const ground = ['web/client/view', 'web/client/context', ...floor];
const own = (/** @type {string} */ part) => `web/instruments/=/${part}`;
/** What all of the page's half of an instrument reads of its own. */
const half = ['commands', 'protocol', 'words'].map(own);
const tooling = 'wasm/toolchain';

/** @type {Rule[]} */
export const rules = [
  // The core. Batches are what a network is asked with; a trainer looks at its health and keeps itself.
  { from: 'core/base', to: [] },
  { from: 'core/threads', to: ['core/base'] },
  { from: 'core/tensor', to: ['core/base'] },
  { from: 'core/kernels/simd', to: ['core/kernels', 'core/tensor', 'core/base', '<xsimd'] },
  { from: 'core/kernels', to: ['core/tensor', 'core/base'] },
  { from: 'core/data', to: ['core/kernels', 'core/tensor', 'core/base'] },
  {
    from: 'core/nn',
    to: ['core/data', 'core/kernels', 'core/threads', 'core/tensor', 'core/base'],
  },
  { from: 'core/io', to: ['core/nn', 'core/data', 'core/tensor', 'core/base'] },
  {
    from: 'core/inspect',
    to: ['core/nn', 'core/data', 'core/kernels', 'core/tensor', 'core/base'],
  },
  {
    from: 'core/train',
    to: [
      ...['core/inspect', 'core/io', 'core/nn', 'core/data', 'core/kernels', 'core/threads'],
      ...['core/tensor', 'core/base'],
    ],
  },
  {
    from: 'core/cli',
    to: [
      ...['core/train', 'core/inspect', 'core/io', 'core/nn', 'core/data', 'core/threads'],
      'core/base',
    ],
  },

  // The package.
  { from: tooling, to: [] },
  {
    from: 'wasm/bindings',
    to: [
      ...['core/train', 'core/inspect', 'core/io', 'core/nn', 'core/data', 'core/kernels'],
      ...['core/threads', 'core/tensor', 'core/base', tooling],
    ],
  },
  { from: 'wasm/catalogue/generate.mjs', to: [tooling, 'wasm/catalogue'] },
  { from: 'wasm/catalogue/write.mjs', to: [tooling, 'wasm/catalogue'] },
  { from: 'wasm/catalogue', to: [] },
  { from: 'wasm/border', to: [] },
  { from: 'wasm/data', to: ['wasm/border'] },
  { from: 'wasm/files', to: ['wasm/border'] },
  { from: 'wasm/model', to: ['wasm/data', 'wasm/catalogue', 'wasm/border'] },
  { from: 'wasm', to: ['wasm/model', 'wasm/data', 'wasm/catalogue', 'wasm/border'] },

  // What page and worker say to each other.
  { from: 'web/protocol', to: [] },

  // The worker.
  { from: 'web/worker/storage', to: ['web/protocol'] },
  { from: 'web/worker/drawing', to: ['web/protocol'] },
  { from: 'web/worker/data', to: ['web/worker/drawing', 'web/worker/storage', 'web/protocol'] },
  { from: 'web/worker/picture', to: ['web/worker/data', 'web/protocol'] },
  {
    from: 'web/worker/run',
    to: [
      ...['web/worker/picture', 'web/worker/data', 'web/worker/drawing', 'web/worker/storage'],
      'web/protocol',
    ],
  },
  {
    from: 'web/worker/host',
    to: [
      ...['web/worker/run', 'web/worker/picture', 'web/worker/data', 'web/worker/drawing'],
      ...['web/worker/storage', 'web/protocol'],
    ],
  },
  {
    from: 'web/worker/keep',
    to: ['web/worker/host', 'web/worker/run', 'web/worker/storage', 'web/protocol'],
  },
  { from: 'web/worker/entry', to: ['web/worker/main'] },
  { from: 'web/worker/main', to: ['web/worker', 'web/instruments/halves', 'web/protocol'] },

  // The instruments: the lists of them, what lies below all, and each of them, which knows no other.
  {
    from: 'web/instruments/manifests',
    to: ['web/instruments/*/manifest', 'web/instruments/manifest'],
  },
  {
    from: 'web/instruments/halves',
    to: [
      ...['web/instruments/*/worker/half', 'web/instruments/*/worker/watch', 'web/worker/host'],
      'web/protocol',
    ],
  },
  { from: 'web/instruments/manifest', to: floor },
  { from: 'web/instruments/host', to: ['web/client/context', ...floor] },
  { from: 'web/instruments/*/protocol', to: ['web/protocol'] },
  { from: 'web/instruments/*/commands', to: [own('protocol'), 'web/protocol'] },
  {
    from: 'web/instruments/*/worker',
    to: [own('commands'), own('protocol'), 'web/worker/host', 'web/protocol'],
  },
  { from: 'web/instruments/*/host', to: [own('commands'), 'web/instruments/host'] },
  {
    from: 'web/instruments/*/words',
    to: [own('commands'), own('protocol'), 'web/client/words', 'web/protocol'],
  },
  { from: 'web/instruments/*/state', to: [...half, 'web/instruments/host', ...floor] },
  { from: 'web/instruments/*/views', to: [own('host'), own('state'), ...half, ...floor] },
  {
    from: 'web/instruments/*/manifest',
    to: [own('commands'), own('views'), 'web/instruments/manifest', ...floor],
  },

  // The page.
  { from: 'web/client/context', to: [] },
  { from: 'web/client/words', to: ['web/protocol'] },
  { from: 'web/client/paint', to: ['web/client/words', 'web/client/context', 'web/protocol'] },
  { from: 'web/client/ui', to: ['web/client/context', ...floor] },
  { from: 'web/client/view', to: ['web/client/context', 'web/client/paint', 'web/protocol'] },
  { from: 'web/client/run', to: ground },
  { from: 'web/client/curves', to: ['web/client/run', ...ground] },
  { from: 'web/client/drawing', to: ['web/client/run', ...ground] },
  { from: 'web/client/figure', to: ['web/client/drawing', 'web/client/run', ...ground] },
  { from: 'web/client/data', to: ['web/client/drawing', 'web/client/run', ...ground] },
  { from: 'web/client/recipe', to: ['web/client/drawing', 'web/client/run', ...ground] },
  { from: 'web/client/keep', to: ['web/client/data', 'web/client/run', ...ground] },
  {
    from: 'web/client/app',
    to: [
      ...['web/client', 'web/instruments/manifests', 'web/instruments/host'],
      ...['web/instruments/*/words/keys', 'web/worker/entry', 'web/protocol'],
    ],
  },
  { from: 'web/client/service-worker', to: [] },
  { from: 'web/client/styles', to: [] },

  { from: 'web/server', to: ['web/protocol'] },
  { from: 'web/build', to: ['web/server', tooling] },

  // The tests lie as what they test lies. Nothing imports them.
  // What the page says of a network is held against frames as the worker makes them.
  {
    from: 'tests/web/client',
    to: ['web/client', 'web/instruments', 'web/worker/picture', 'web/protocol'],
  },
  {
    from: 'tests/web/worker',
    to: ['web/worker', 'web/instruments', 'web/protocol', 'web/server'],
  },
  {
    from: 'tests/web/instruments',
    to: [
      ...['web/instruments', 'web/client', 'web/worker', 'web/protocol'],
      ...['tests/web/client', 'tests/web/worker'],
    ],
  },
  { from: 'tests/web/protocol', to: ['web/protocol'] },
  { from: 'tests/web/server', to: ['web/server', 'web/protocol'] },
  { from: 'tests/web/build', to: ['web/build'] },
  {
    from: 'tests/browser',
    to: [
      ...['web/protocol', 'web/server', 'tests/web/worker/data', 'tests/kept'],
      ...['tests/web/worker/idx-bytes', 'tests/wasm/safetensors-bytes'],
    ],
  },
  {
    from: 'tests/mishaps',
    to: ['web/server', 'tests/browser/support', 'tests/web/worker/damages'],
  },
  { from: 'tests/kept', to: ['web/server', 'tests/browser/support'] },
  { from: 'tests/walks', to: ['web/server', 'tests/browser/support'] },
  { from: 'tests/engines', to: ['web/server', 'tests/browser/support'] },
  { from: 'tests/wasm', to: ['wasm'] },
  { from: 'tests/cli', to: [tooling, 'wasm/catalogue', 'tests/wasm/safetensors-bytes'] },
  { from: 'tests/peers', to: [] },
  { from: 'tests/fuzz', to: ['core', 'tests/support', tooling] },
  {
    from: 'tests/bench',
    to: ['core', tooling, 'web/server', 'tests/browser/support', 'tests/run', 'tests/support'],
  },
  { from: 'tests/run', to: [tooling, 'web/build', 'tests/fuzz', 'tests/long'] },
  {
    from: 'tests/long',
    to: [
      ...['core', 'wasm', 'web/build', 'web/protocol', 'web/server', 'tests/browser/support'],
      ...['tests/bench', 'tests/engines', 'tests/fuzz', 'tests/run', 'tests/support', tooling],
      ...['tests/walks'],
    ],
  },
  { from: 'tests/core', to: ['core', 'tests/support'] },
  { from: 'tests/support', to: ['core'] },
  { from: 'tests/vitest.config', to: [] },
];
