// Who may import whom: the floors of the house. tests/run/arrows.mjs holds every import against them.

/**
 * @typedef {object} Rule
 * @property {string} from where files are that it is about: the first rule that names a file holds. A
 *   `*` stands for one folder of any name; a name may end in the middle of a file's (`protocol` of
 *   `protocol.ts`).
 * @property {string[]} to what they may import beside their like; `=` is the folder that `*` stood for
 */

/**
 * @typedef {object} Exception
 * @property {string} from
 * @property {string} to
 * @property {string} goes what has to happen for it to go
 */

const floor = ['web/client/ui', 'web/client/paint', 'web/client/words', 'web/protocol'];
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
  { from: 'wasm/model', to: ['wasm/data', 'wasm/catalogue', 'wasm/border'] },
  { from: 'wasm', to: ['wasm/model', 'wasm/data', 'wasm/catalogue', 'wasm/border'] },

  // What page and worker say to each other.
  { from: 'web/protocol', to: [] },

  // The worker.
  { from: 'web/worker/storage', to: ['web/protocol'] },
  { from: 'web/worker/data', to: ['web/worker/storage', 'web/protocol'] },
  { from: 'web/worker/drawing', to: ['web/worker/data', 'web/protocol'] },
  { from: 'web/worker/picture', to: ['web/worker/data', 'web/protocol'] },
  {
    from: 'web/worker/run',
    to: ['web/worker/picture', 'web/worker/drawing', 'web/worker/data', 'web/protocol'],
  },
  {
    from: 'web/worker/host',
    to: [
      ...['web/worker/run', 'web/worker/picture', 'web/worker/drawing', 'web/worker/data'],
      ...['web/worker/storage', 'web/protocol'],
    ],
  },
  {
    from: 'web/worker/keep',
    to: ['web/worker/host', 'web/worker/run', 'web/worker/storage', 'web/protocol'],
  },
  {
    from: 'web/worker/main',
    to: ['web/worker', 'web/instruments/halves', 'web/protocol'],
  },

  // The instruments: the list of them, what finds their halves in the worker, what they are given, and
  // each, which knows itself and what lies below all.
  {
    from: 'web/instruments/halves',
    to: [
      ...['web/instruments/*/worker/half', 'web/instruments/*/worker/watch', 'web/worker/host'],
      'web/protocol',
    ],
  },
  {
    from: 'web/instruments/manifests',
    to: ['web/instruments/*/manifest', 'web/instruments/manifest'],
  },
  { from: 'web/instruments/manifest', to: floor },
  { from: 'web/instruments/host', to: floor },
  { from: 'web/instruments/*/protocol', to: ['web/protocol'] },
  { from: 'web/instruments/*/commands', to: ['web/instruments/=/protocol', 'web/protocol'] },
  {
    from: 'web/instruments/*/worker',
    to: [
      ...['web/instruments/=/commands', 'web/instruments/=/protocol', 'web/worker/host'],
      'web/protocol',
    ],
  },
  {
    from: 'web/instruments/*/manifest',
    to: ['web/instruments/=/views', 'web/instruments/manifest', ...floor],
  },
  { from: 'web/instruments/*', to: ['web/instruments/host', ...floor] },

  // The page.
  { from: 'web/client/words', to: ['web/protocol'] },
  { from: 'web/client/paint', to: ['web/client/words', 'web/protocol'] },
  { from: 'web/client/ui', to: floor },
  { from: 'web/client/curves', to: floor },
  { from: 'web/client/run', to: ['web/client/curves', ...floor] },
  { from: 'web/client/figure', to: ['web/client/run', ...floor] },
  { from: 'web/client/drawing', to: ['web/client/run', ...floor] },
  { from: 'web/client/data', to: ['web/client/drawing', 'web/client/run', ...floor] },
  {
    from: 'web/client/recipe',
    to: ['web/client/data', 'web/client/drawing', 'web/client/run', ...floor],
  },
  { from: 'web/client/keep', to: ['web/client/data', 'web/client/run', ...floor] },
  {
    from: 'web/client/app',
    to: [
      ...['web/client', 'web/instruments/manifests', 'web/instruments/host'],
      ...['web/instruments/*/words/keys', 'web/worker/main', 'web/protocol'],
    ],
  },
  { from: 'web/client/service-worker', to: [] },
  { from: 'web/client/styles', to: [] },

  { from: 'web/server', to: ['web/protocol'] },
  { from: 'web/build', to: ['web/server', tooling] },

  // The tests lie as what they test lies. Nothing imports them.
  { from: 'tests/web/client', to: ['web/client', 'web/instruments', 'web/protocol'] },
  {
    from: 'tests/web/worker',
    to: ['web/worker', 'web/instruments', 'web/protocol', 'web/server'],
  },
  { from: 'tests/web/shared', to: ['web/protocol'] },
  { from: 'tests/web/server', to: ['web/server', 'web/protocol'] },
  { from: 'tests/web/build', to: ['web/build'] },
  { from: 'tests/browser', to: ['web/protocol', 'web/server', 'tests/web/worker/idx-bytes'] },
  { from: 'tests/wasm', to: ['wasm'] },
  { from: 'tests/cli', to: [tooling, 'wasm/catalogue'] },
  { from: 'tests/peers', to: [] },
  { from: 'tests/fuzz', to: ['core', 'tests/support', tooling] },
  {
    from: 'tests/bench',
    to: ['core', tooling, 'web/server', 'tests/browser/support', 'tests/run', 'tests/support'],
  },
  { from: 'tests/run', to: [tooling, 'web/build', 'tests/fuzz'] },
  { from: 'tests/core', to: ['core', 'tests/support'] },
  { from: 'tests/support', to: ['core'] },
  { from: 'tests/vitest.config', to: [] },
];

const given = 'what a view is given comes with it, not by useApp';
const looks = 'an instrument asks the host for a look, not the run';
const moves = 'what both need lies on the floor below both';

/**
 * Arrows that point up today, each until what it says is done. One that nothing needs any more fails
 * the check as well, and is deleted here.
 * @type {Exception[]}
 */
export const exceptions = [
  { from: 'web/instruments/*/worker', to: 'web/worker/run', goes: looks },
  { from: 'web/instruments/*/worker', to: 'web/worker/data', goes: looks },
  { from: 'web/instruments/*/worker', to: 'web/worker/drawing', goes: looks },
  { from: 'web/client/curves', to: 'web/client/app', goes: given },
  { from: 'web/client/data', to: 'web/client/app', goes: given },
  { from: 'web/client/drawing', to: 'web/client/app', goes: given },
  { from: 'web/client/figure', to: 'web/client/app', goes: given },
  { from: 'web/client/keep', to: 'web/client/app', goes: given },
  { from: 'web/client/recipe', to: 'web/client/app', goes: given },
  { from: 'web/worker/host', to: 'web/worker/keep', goes: moves },
  { from: 'web/worker/run', to: 'web/worker/keep', goes: moves },
  { from: 'web/worker/storage', to: 'web/worker/keep', goes: moves },
  { from: 'web/worker/storage', to: 'web/worker/data', goes: moves },
  { from: 'web/worker/data', to: 'web/worker/run', goes: moves },
  { from: 'web/worker/data', to: 'web/worker/drawing', goes: moves },
  { from: 'tests/web/client', to: 'web/worker', goes: 'a test lies where what it tests lies' },
];
