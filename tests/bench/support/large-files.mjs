// The largest files that people bring: 70,000 pictures in a ZIP, and the same as a table.
import { once } from 'node:events';
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import { encode } from 'fast-png';
import { load } from 'receptive';

export const side = 28;
const counts = { train: 60_000, test: 10_000 };

/** @typedef {{ pixels: Uint8Array, labels: Uint8Array }} Pictures */
/** @typedef {{ train: Pictures, test: Pictures }} Parts */

/**
 * Makes the files that are not there yet.
 * @param {string} folder where they are kept
 * @param {string | undefined} mnist the folder of MNIST's files; without one, digits are drawn
 * @returns {Promise<{ zip: string, table: string }>} their paths
 */
export async function makeLargeFiles(folder, mnist) {
  mkdirSync(folder, { recursive: true });
  const kind = mnist ? 'mnist' : 'digits';
  const files = { zip: join(folder, `${kind}.zip`), table: join(folder, `${kind}.csv`) };
  if (existsSync(files.zip) && existsSync(files.table)) return files;
  const parts = mnist ? readMnist(mnist) : await drawDigits();
  if (!existsSync(files.zip)) writeFileSync(files.zip, await zipOf(parts));
  if (!existsSync(files.table)) await writeTable(files.table, parts.train);
  return files;
}

/** @param {string} folder @returns {Parts} */
function readMnist(folder) {
  /** @param {string} name @param {number} header */
  const read = (name, header) => {
    const packed = join(folder, `${name}.gz`);
    const bytes = existsSync(packed)
      ? gunzipSync(readFileSync(packed))
      : readFileSync(join(folder, name));
    return bytes.subarray(header);
  };
  /** @param {string} name */
  const part = (name) => ({
    pixels: read(`${name}-images-idx3-ubyte`, 16),
    labels: read(`${name}-labels-idx1-ubyte`, 8),
  });
  return { train: part('train'), test: part('t10k') };
}

/** @returns {Promise<Parts>} */
async function drawDigits() {
  const engine = await load({ threads: 1 });
  const part = (/** @type {number} */ count, /** @type {number} */ seed) => {
    const digits = engine.digitsDataset({ count, seed });
    const { pixels, labels } = digits.bytes();
    digits.dispose();
    return { pixels: Uint8Array.from(pixels), labels: Uint8Array.from(labels) };
  };
  const parts = { train: part(counts.train, 1), test: part(counts.test, 2) };
  engine.dispose();
  return parts;
}

/** @param {Parts} parts */
async function zipOf(parts) {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  for (const [split, { pixels, labels }] of Object.entries(parts)) {
    for (const [i, label] of labels.entries()) {
      const data = pixels.subarray(i * side * side, (i + 1) * side * side);
      const png = encode({ width: side, height: side, data, channels: 1, depth: 8 });
      const name = `digits/${split}/${label}/${String(i).padStart(5, '0')}.png`;
      await writer.add(name, new Uint8ArrayReader(png));
    }
  }
  return writer.close();
}

/** A line for each picture, as the tables of MNIST that go round have it. */
async function writeTable(/** @type {string} */ path, /** @type {Pictures} */ { pixels, labels }) {
  // Under another name until it is whole.
  const stream = createWriteStream(`${path}.part`);
  const names = Array.from({ length: side * side }, (_, i) => `pixel${i}`);
  let lines = [`label,${names.join(',')}`];
  for (const [i, label] of labels.entries()) {
    lines.push(`${label},${pixels.subarray(i * side * side, (i + 1) * side * side).join(',')}`);
    if (lines.length < 1000) continue;
    if (!stream.write(`${lines.join('\n')}\n`)) await once(stream, 'drain');
    lines = [];
  }
  stream.end(lines.map((line) => `${line}\n`).join(''));
  await once(stream, 'finish');
  renameSync(`${path}.part`, path);
}
