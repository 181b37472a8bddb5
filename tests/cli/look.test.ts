// What the command line finds in files, and takes.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';

const program = fileURLToPath(new URL('../../build/native/receptive', import.meta.url));

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'receptive-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const bytes = (text: string) => new TextEncoder().encode(text);

/** Rows of 28x28 pixels in two classes: the upper or the lower half is bright. */
function table(rows: number, labels: readonly [string, string], name = 'target'): string {
  const columns = Array.from({ length: 784 }, (_, i) => i);
  const lines = Array.from({ length: rows }, (_, row) => [
    ...columns.map((i) => (i < 392 === (row % 2 === 0) ? 200 + (row % 7) : 0)),
    labels[row % 2],
  ]);
  return [[...columns.map((i) => `p${i}`), name], ...lines]
    .map((line) => line.join(','))
    .join('\n');
}

/** A .npy file. */
function npy(descr: string, shape: string, values: Uint8Array): Uint8Array {
  const head = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }\n`;
  const start = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, head.length & 255, head.length >> 8];
  return Uint8Array.from([...start, ...bytes(head), ...values]);
}

function file(name: string, content: Uint8Array | string): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
}

/** What the command says, and its status. */
async function receptive(...words: string[]): Promise<{ status: unknown; said: string }> {
  return new Promise((resolve) => {
    execFile(program, words, (failure, out, error) => {
      resolve({ status: failure ? failure.code : 0, said: `${out}${error}`.trim() });
    });
  });
}

test('a table is found with its label at the end, and trained on', async () => {
  const path = file('halves.csv', table(60, ['upper', 'lower']));
  const { status, said } = await receptive('look', '--data', path);
  expect(status).toBe(0);
  expect(said).toContain('54 pictures for training and 6 for testing, of 1x28x28, in 2 classes');
  expect(said).not.toContain('which column');
  const spec = file(
    'spec.json',
    JSON.stringify({
      input: [1, 28, 28],
      layers: [{ type: 'flatten' }, { type: 'dense', units: 2 }, { type: 'softmax' }],
    }),
  );
  const trained = await receptive('train', '--spec', spec, '--data', path, '--epochs', '20');
  expect(trained.said).toContain('54 training and 6 test pictures');
  expect(trained.status).toBe(0);
});

test('a NumPy archive, stored or packed, is read as the page reads it', async () => {
  const pixels = Uint8Array.from({ length: 20 * 64 }, (_, i) => i % 251);
  const arrays = {
    'x_train.npy': npy('|u1', '(20, 8, 8)', pixels),
    'y_train.npy': npy(
      '<i8',
      '(20,)',
      Uint8Array.from({ length: 160 }, (_, i) => (i % 16 ? 0 : 1)),
    ),
  };
  for (const level of [0, 6] as const) {
    const path = file(`set-${level}.npz`, zipSync(arrays, { level }));
    const { said } = await receptive('look', '--data', path);
    expect(said).toContain('18 pictures for training and 2 for testing, of 1x8x8, in 2 classes');
  }
  const damaged = zipSync(arrays, { level: 0 });
  damaged[200]! ^= 1;
  const { status, said } = await receptive('look', '--data', file('damaged.npz', damaged));
  expect(status).toBe(1);
  expect(said).toContain("expected the archive's checksum, found another: it is damaged");
});

test('gzip of several parts is one file; x and x.gz are one', async () => {
  const rows = table(40, ['0', '1'], 'label').split('\n');
  const parts = [rows.slice(0, 21).join('\n') + '\n', rows.slice(21).join('\n')];
  const packed = Buffer.concat(parts.map((part) => gzipSync(bytes(part))));
  const { said } = await receptive('look', '--data', file('parts/all.csv.gz', packed));
  expect(said).toContain('36 pictures for training and 4 for testing');
  file('parts/all.csv', rows.join('\n'));
  const both = await receptive('look', '--data', join(folder, 'parts'));
  expect(both.said).toContain('36 pictures for training and 4 for testing');
});

test('what is chosen otherwise is chosen by words, and what there is not is refused', async () => {
  const path = file('halves.csv', table(60, ['upper', 'lower']));
  const dark = await receptive(
    'look',
    '--json',
    '--data',
    path,
    '--ink',
    'dark',
    '--turn',
    'upside',
  );
  const choices = (JSON.parse(dark.said) as { choices: { name: string; value: string }[] }).choices;
  expect(choices.find(({ name }) => name === 'ink')?.value).toBe('dark');
  expect(choices.find(({ name }) => name === 'turn')?.value).toBe('half');
  const wrong = await receptive('look', '--data', path, '--turn', 'inside out');
  expect(wrong.status).toBe(1);
  expect(wrong.said).toContain('--turn: expected one of none (as it is), left');
});

test('pictures and archives are refused by name', async () => {
  const png = file('digits/1.png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0));
  const alone = await receptive('look', '--data', png);
  expect(alone.status).toBe(1);
  expect(alone.said).toContain('1.png is a PNG picture: the page opens it, and exports NPZ');
  const zip = await receptive('look', '--data', file('set.zip', zipSync({ 'a.txt': bytes('a') })));
  expect(zip.said).toContain('set.zip is a ZIP archive');
  const pixels = await receptive('look', '--data', file('test.csv', '0,1,2,3\n4,5,6,7\n'));
  expect(pixels.said).toContain('cannot be taken');
  const train = await receptive('train', '--preset', 'small', '--data', join(folder, 'test.csv'));
  expect(train.status).toBe(1);
});
