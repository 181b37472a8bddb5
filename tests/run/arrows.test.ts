import { describe, expect, it } from 'vitest';
import { circlesIn, wrongArrows } from './arrows.mjs';
import { importsIn, importsOfSources } from './imports.mjs';
import { rules } from './linters/arrows.mjs';

/** The imports of files with these texts. */
const among = (texts: Record<string, string>) =>
  importsIn(new Map(Object.entries(texts).map(([path, text]) => [path, () => text])));

describe('imports', () => {
  it('are found in TypeScript, be they for types, for what they do, or made later', () => {
    const imports = among({
      'a/a.ts': `
        import type { B } from './b';
        export * from '../c/index.js';
        import './style.css';
        import { d } from '../c';
        import { readFileSync } from 'node:fs';
        const late = () => import('./late.svelte');
        const worker = () => import('./worker?worker');
        const found = import.meta.glob<{ default: number }>('./*/globbed.ts');
        // import './in-a-comment';`,
      'a/b.ts': '',
      'a/style.css': '',
      'a/late.svelte': '',
      'a/worker.ts': '',
      'a/x/globbed.ts': '',
      'a/y/globbed.ts': '',
      'a/in-a-comment.ts': '',
      'c/index.ts': '',
    });
    expect(imports.get('a/a.ts')).toEqual([
      { target: 'a/b.ts', later: false },
      { target: 'c/index.ts', later: false },
      { target: 'a/style.css', later: false },
      { target: 'c/index.ts', later: false },
      { target: 'a/late.svelte', later: true },
      { target: 'a/worker.ts', later: true },
      { target: 'a/x/globbed.ts', later: true },
      { target: 'a/y/globbed.ts', later: true },
    ]);
  });

  it('are found in Svelte and in the comments that give JavaScript its types', () => {
    const imports = among({
      'A.svelte': `<script lang="ts">import type { B } from './b';</script><p>don't</p>`,
      'b.ts': '',
      'c.mjs': `/** @typedef {import('./b.js').B} B */`,
    });
    expect(imports.get('A.svelte')).toEqual([{ target: 'b.ts', later: false }]);
    expect(imports.get('c.mjs')).toEqual([{ target: 'b.ts', later: true }]);
  });

  it('are found in C++, from the folder of the file and from the roots', () => {
    const imports = among({
      'core/nn/a.cpp': '#include "a.h"\n#  include "base/b.h"\n#include <xsimd/xsimd.hpp>\n',
      'core/nn/a.h': '#include <vector>',
      'core/base/b.h': '// #include "nn/a.h"',
    });
    expect([...imports.values()]).toEqual([
      ['core/nn/a.h', 'core/base/b.h', '<xsimd/xsimd.hpp>'].map((target) => ({
        target,
        later: false,
      })),
      [],
      [],
    ]);
  });
});

describe('arrows', () => {
  const house = [
    { from: 'web/*/worker', to: ['web/=/protocol'] },
    { from: 'web/*', to: ['web/=/protocol', 'low'] },
    { from: 'low', to: [] },
  ];
  const arrow = (from: string, to: string) =>
    wrongArrows(new Map([[from, [{ target: to, later: false }]]]), house);

  it('point to one’s like and to what a rule names', () => {
    expect(arrow('web/map/views/a.ts', 'web/map/state/b.ts')).toEqual([]);
    expect(arrow('web/map/worker/a.ts', 'web/map/protocol.ts')).toEqual([]);
    expect(arrow('web/map/views/a.ts', 'low/b.ts')).toEqual([]);
  });

  it('that point up, aside or to a name that only begins so are told', () => {
    for (const [from, to] of [
      ['low/a.ts', 'web/map/views/b.ts'],
      ['web/map/views/a.ts', 'web/judge/state/b.ts'],
      ['web/map/worker/a.ts', 'web/judge/protocol.ts'],
      ['web/map/worker/a.ts', 'web/map/protocols.ts'],
    ] as const) {
      expect(arrow(from, to), to).toEqual([expect.stringContaining(`${from} imports ${to}`)]);
    }
  });

  it('begin nowhere but where there is a rule', () => {
    expect(arrow('other/a.ts', 'low/b.ts')).toEqual([expect.stringContaining('no rule')]);
  });

  it('to xsimd begin in the kernels that are made of it', () => {
    const from = (path: string) =>
      wrongArrows(new Map([[path, [{ target: '<xsimd/xsimd.hpp>', later: false }]]]), rules);
    expect(from('core/kernels/simd/a.cpp')).toEqual([]);
    expect(from('core/kernels/reference/a.cpp')).toHaveLength(1);
    expect(from('core/nn/a.cpp')).toHaveLength(1);
  });
});

describe('circles', () => {
  it('are found once, though they be made of types alone', () => {
    const imports = among({
      'a.ts': "export type * from './b.js';",
      'b.ts': "import type { C } from './c';",
      'c.ts': "import { a } from './a';",
      'd.ts': "import './a';",
    });
    expect(circlesIn(imports)).toEqual([['a.ts', 'b.ts', 'c.ts']]);
  });

  it('are not closed by what is fetched later', () => {
    const imports = among({ 'a.ts': "import './b';", 'b.ts': "import('./a');" });
    expect(circlesIn(imports)).toEqual([]);
  });
});

it('every source is read', () => {
  const imports = importsOfSources();
  for (const file of ['core/nn/network.cpp', 'web/client/app/App.svelte', 'wasm/index.ts']) {
    expect(imports.get(file)?.length, file).toBeGreaterThan(0);
  }
});
