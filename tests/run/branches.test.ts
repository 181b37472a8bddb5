import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { branchesOf, type Range } from '../long/support/branches.mjs';

const text = `export function f(a, b) {
  if (a > 1) return b;
  if (a) { b += 1; }
  return a ? b && 2
    : b ?? 3;
}
f(2, 1); f(2, 5); f(0, 1);
`;

it('branches are counted where V8 counts them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'branches-'));
  try {
    const path = join(folder, 'counted.mjs');
    writeFileSync(path, text);
    const counts = join(folder, 'counts');
    execFileSync(process.execPath, [path], { env: { ...process.env, NODE_V8_COVERAGE: counts } });
    const [file = ''] = readdirSync(counts);
    const { result } = JSON.parse(readFileSync(join(counts, file), 'utf8')) as {
      result: { url: string; functions: { ranges: Range[] }[] }[];
    };
    const script = result.find(({ url }) => url === pathToFileURL(path).href);
    const branches = branchesOf(path, [script!.functions.flatMap(({ ranges }) => ranges)]);
    expect(branches.map(({ line, what, count }) => [line, what, count])).toEqual([
      [2, 'if', 2],
      [2, 'not if', 1],
      [3, 'if', 0],
      [3, 'not if', 1],
      [4, '?', 0],
      [5, ':', 1],
      [4, '&&', 0],
      [5, '??', 0],
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
