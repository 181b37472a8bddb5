// What the command line says of MNIST's files when they are broken.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';

const program = fileURLToPath(new URL('../../build/native/receptive', import.meta.url));

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'receptive-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Header and values of an IDX file. */
function idx(shape: number[]): Buffer {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header.set([0, 0, 8, shape.length]);
  shape.forEach((size, i) => header.writeUInt32BE(size, 4 + 4 * i));
  return Buffer.concat([header, Buffer.alloc(shape.reduce((product, size) => product * size, 1))]);
}

const images = idx([40, 28, 28]);
/** A header of a gigabyte with nothing behind it. */
const promise = Buffer.from(images.subarray(0, 16));
promise.writeUInt32BE(1_300_000, 4);
const packed = gzipSync(images);

/** What is said when the training pictures are these bytes and the other files are good. */
async function saidOf(name: string, trainImages: Uint8Array): Promise<string> {
  const data = join(folder, name);
  mkdirSync(data);
  writeFileSync(join(data, 'train-images-idx3-ubyte.gz'), trainImages);
  writeFileSync(join(data, 't10k-images-idx3-ubyte'), images);
  for (const part of ['train', 't10k']) {
    writeFileSync(join(data, `${part}-labels-idx1-ubyte`), idx([40]));
  }
  return new Promise((resolve) => {
    const words = ['train', '--data', data, '--preset', 'small', '--epochs', '1'];
    execFile(program, words, (failure, _, error) => {
      expect(failure?.code).not.toBe(0);
      resolve(error.trim());
    });
  });
}

test.each([
  ['cut', packed.subarray(0, packed.length - 1), 'expected whole gzip data, found it cut short'],
  ['cut-early', packed.subarray(0, packed.length >> 1), 'found it cut short'],
  ['twice', Buffer.concat([packed, packed]), 'expected 31376 bytes for (40, 28, 28)'],
  ['behind', Buffer.concat([packed, Buffer.from([7])]), 'found 1 bytes of something else'],
  ['longer', gzipSync(Buffer.concat([images, Buffer.alloc(9)])), '9 too many at the end'],
  ['bomb', gzipSync(Buffer.concat([images, Buffer.alloc(1e8)])), '100000000 too many at the end'],
  [
    'promise',
    gzipSync(promise),
    'expected 1019200016 bytes for (1300000, 28, 28) of uint8, found only 16',
  ],
  ['flipped', Buffer.from(packed).fill(255, packed.length - 8, packed.length - 4), 'it damaged'],
  ['no-gzip', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 255, 255]), 'it damaged'],
  ['empty', Buffer.alloc(0), 'expected data, found an empty file'],
])('%s', async (name, bytes, message) => {
  expect(await saidOf(name, bytes)).toContain(message);
});
