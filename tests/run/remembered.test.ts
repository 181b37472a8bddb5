import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Remembered } from './remembered.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'receptive-remembered-'));
  mkdirSync(join(folder, 'core/nn'), { recursive: true });
  write('core/nn/graph.cpp', '#include "nn/graph.h"\n\n#include <map>\n\n#include "near.h"\n');
  write('core/nn/graph.h', '#pragma once\n#include "base.h"\n');
  write('core/nn/near.h', '#pragma once\n');
  write('core/base.h', '#pragma once\n#include "nn/graph.h"\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
const memory = () => new Remembered(join(folder, 'memory'), [join(folder, 'core')]);
const key = (circumstances = 'clang-tidy 19') =>
  memory().keyOf(join(folder, 'core/nn/graph.cpp'), circumstances);

describe('what was found clean', () => {
  it('is known again in another run', () => {
    memory().add(key());
    expect(memory().has(key())).toBe(true);
  });

  it.each(['core/nn/graph.cpp', 'core/nn/near.h', 'core/base.h'])(
    'is not known once %s has changed, which it includes by however many steps',
    (name) => {
      memory().add(key());
      write(name, '#pragma once\n// changed\n');
      expect(memory().has(key())).toBe(false);
    },
  );

  it('is not known once a file has changed that is included by its whole path', () => {
    const path = join(folder, 'core/nn/near.h');
    write('core/nn/graph.cpp', `#include "${path}"\n`);
    memory().add(key());
    write('core/nn/near.h', '#pragma once\n// changed\n');
    expect(memory().has(key())).toBe(false);
  });

  it('is not known under other circumstances', () => {
    memory().add(key());
    expect(memory().has(key('clang-tidy 20'))).toBe(false);
  });

  it('is forgotten when nobody has asked for a month', () => {
    memory().add(key());
    const longAgo = new Date(Date.now() - 40 * 24 * 3600 * 1000);
    utimesSync(join(folder, 'memory', key()), longAgo, longAgo);
    expect(memory().has(key())).toBe(false);
  });
});
