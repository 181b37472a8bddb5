/** Header of an IDX file of bytes (LeCun et al.): magic 00 00 08 R, R sizes as big-endian uint32. */
export interface IdxFile {
  /** As messages call it. */
  name: string;
  /** Unpacked. */
  bytes: Uint8Array<ArrayBuffer>;
  /** Sizes; the first is the number of pictures or labels. */
  shape: number[];
  headerBytes: number;
  /** Bytes of one picture, or 1 for labels. */
  itemBytes: number;
  kind: 'images' | 'labels';
}

/** Reads and checks the header; throws a sentence that begins with the name. */
export function readIdxHeader(name: string, bytes: Uint8Array<ArrayBuffer>): IdxFile {
  const cutShort = () => new Error(`${name} is cut short: it ends in its header.`);
  if (bytes.length < 4) throw cutShort();
  const rank = bytes[3]!;
  if (bytes[0] !== 0 || bytes[1] !== 0 || bytes[2] !== 0x08) {
    throw new Error(
      `${name} holds numbers of another type than bytes; IDX files of bytes are read.`,
    );
  }
  if (rank !== 1 && rank !== 3 && rank !== 4) {
    throw new Error(
      `${name} has ${rank} dimensions; labels have 1 and pictures have 3 or 4 dimensions.`,
    );
  }
  const headerBytes = 4 + 4 * rank;
  if (bytes.length < headerBytes) throw cutShort();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = Array.from({ length: rank }, (_, i) => view.getUint32(4 + 4 * i));
  // Four sizes of 32 bits overflow no double; where digits are lost the file is too short anyway.
  const itemBytes = shape.slice(1).reduce((product, size) => product * size, 1);
  const expected = headerBytes + shape[0]! * itemBytes;
  if (shape.includes(0)) throw new Error(`${name} is empty: its sizes are ${shape.join(' x ')}.`);
  if (bytes.length !== expected) {
    const what = bytes.length < expected ? 'is cut short' : 'is too long';
    throw new Error(
      `${name} ${what}: ${shape.join(' x ')} takes ${expected} bytes, it has ${bytes.length}.`,
    );
  }
  const kind = rank === 1 ? 'labels' : 'images';
  return { name, bytes, shape, headerBytes, itemBytes, kind };
}

/** An IDX file of the items `indices` of another one. */
export function takeItems(file: IdxFile, indices: readonly number[]): IdxFile {
  const { headerBytes, itemBytes } = file;
  const bytes = new Uint8Array(headerBytes + indices.length * itemBytes);
  bytes.set(file.bytes.subarray(0, headerBytes));
  new DataView(bytes.buffer).setUint32(4, indices.length);
  indices.forEach((index, place) => {
    const start = headerBytes + index * itemBytes;
    bytes.set(file.bytes.subarray(start, start + itemBytes), headerBytes + place * itemBytes);
  });
  return { ...file, bytes, shape: [indices.length, ...file.shape.slice(1)] };
}
