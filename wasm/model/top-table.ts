import type { TopTable } from '../types/looks.js';

/** Value, example, place. */
const topBytes = 12;

/** As the core keeps a table. */
export function packTable({ values, examples, places }: TopTable): Uint8Array {
  const bytes = new Uint8Array(values.length * topBytes);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => {
    view.setFloat32(i * topBytes, value, true);
    view.setInt32(i * topBytes + 4, examples[i]!, true);
    view.setInt32(i * topBytes + 8, places[i]!, true);
  });
  return bytes;
}

/** The inverse of `packTable`. */
export function unpackTable(bytes: Uint8Array, about: Pick<TopTable, 'layers' | 'keep'>): TopTable {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = bytes.length / topBytes;
  const read = { length };
  return {
    ...about,
    values: Float32Array.from(read, (_, i) => view.getFloat32(i * topBytes, true)),
    examples: Int32Array.from(read, (_, i) => view.getInt32(i * topBytes + 4, true)),
    places: Int32Array.from(read, (_, i) => view.getInt32(i * topBytes + 8, true)),
  };
}
