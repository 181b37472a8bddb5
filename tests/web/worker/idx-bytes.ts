import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { MnistFile } from '../../../web/worker/data/mnist-files';

export type Bytes = Uint8Array<ArrayBuffer>;

/** An IDX file of bytes with these sizes; item i is filled by `fill(i)`. */
export function idx(shape: number[], fill: (item: number) => number = (item) => item): Bytes {
  const itemBytes = shape.slice(1).reduce((product, size) => product * size, 1);
  const bytes = new Uint8Array(4 + 4 * shape.length + shape[0]! * itemBytes);
  bytes.set([0, 0, 8, shape.length]);
  const view = new DataView(bytes.buffer);
  shape.forEach((size, place) => view.setUint32(4 + 4 * place, size));
  for (let item = 0; item < shape[0]!; ++item) {
    const start = 4 + 4 * shape.length + item * itemBytes;
    bytes.fill(fill(item) & 255, start, start + itemBytes);
  }
  return bytes;
}

export function gz(bytes: Uint8Array): Bytes {
  return new Uint8Array(gzipSync(bytes));
}

/** A small stand-in for MNIST: 40 and 20 pictures of 4 x 4, ten classes. */
export function smallMnist(): { files: MnistFile[]; packed: Map<string, Bytes> } {
  const plain: [string, Bytes][] = [
    ['train-images-idx3-ubyte', idx([40, 4, 4])],
    ['train-labels-idx1-ubyte', idx([40], (item) => item % 10)],
    ['t10k-images-idx3-ubyte', idx([20, 4, 4], (item) => item + 100)],
    ['t10k-labels-idx1-ubyte', idx([20], (item) => (item * 7) % 10)],
  ];
  const packed = new Map(plain.map(([name, bytes]) => [`${name}.gz`, gz(bytes)]));
  const files = plain.map(([name, bytes]) => {
    const gzBytes = packed.get(`${name}.gz`)!;
    return {
      name,
      gzBytes: gzBytes.length,
      gzSha256: createHash('sha256').update(gzBytes).digest('hex'),
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    };
  });
  return { files, packed };
}
