import { gzipSync } from 'node:zlib';

/** The bytes of an IDX file: dimensions big-endian, then the values. */
export function idxFile(dimensions: number[], values: Iterable<number>, type = 8): Uint8Array {
  const header = [0, 0, type, dimensions.length];
  for (const extent of dimensions) {
    header.push((extent >>> 24) & 255, (extent >>> 16) & 255, (extent >>> 8) & 255, extent & 255);
  }
  return Uint8Array.from([...header, ...values]);
}

/** Some pictures of 4 rows and 3 columns, and their labels 0, 1, 2, 0, ... */
export function imagesAndLabels(count: number): { images: Uint8Array; labels: Uint8Array } {
  const pixels = Array.from({ length: count * 12 }, (_, i) => (i * 37) % 256);
  const labels = Array.from({ length: count }, (_, i) => i % 3);
  return { images: idxFile([count, 4, 3], pixels), labels: idxFile([count], labels) };
}

export function gzip(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(gzipSync(bytes));
}

/** The length that a gzip file says it unpacks to, replaced. */
export function withUnpackedLength(file: Uint8Array, length: number): Uint8Array {
  const copy = file.slice();
  new DataView(copy.buffer).setUint32(copy.length - 4, length, true);
  return copy;
}
