// What a browser keeps, as text that can be read and put back: JSON, with bytes packed.
import { gunzipSync, gzipSync } from 'node:zlib';

/**
 * @typedef {object} KeptDatabase
 * @property {number} version
 * @property {Record<string, [key: unknown, value: unknown][]>} stores by name
 */

/** Kinds of bytes, by the names that they have in the text. */
const kinds = { bytes: Uint8Array, numbers: Float64Array, floats: Float32Array };

/**
 * @param {unknown} value as a database keeps it
 * @returns {unknown} as JSON has it
 */
export function encode(value) {
  if (typeof value === 'number' && !Number.isFinite(value)) return { $number: String(value) };
  if (typeof value === 'bigint') return { $bigint: String(value) };
  for (const [kind, Type] of Object.entries(kinds)) {
    if (value instanceof Type) {
      const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
      return { [`$${kind}`]: gzipSync(bytes, { level: 9 }).toString('base64') };
    }
  }
  if (ArrayBuffer.isView(value)) throw new Error(`No name for a ${value.constructor.name}.`);
  if (Array.isArray(value)) return value.map(encode);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, encode(part)]));
}

/**
 * @param {unknown} value as JSON has it
 * @returns {unknown} as a database keeps it
 */
export function decode(value) {
  if (Array.isArray(value)) return value.map(decode);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [name = '', coded] = entries[0] ?? [];
  if (entries.length === 1 && typeof coded === 'string' && name.startsWith('$')) {
    if (name === '$number') return Number(coded);
    if (name === '$bigint') return BigInt(coded);
    const Type = kinds[/** @type {keyof typeof kinds} */ (name.slice(1))];
    const { buffer, byteOffset, byteLength } = gunzipSync(Buffer.from(coded, 'base64'));
    return new Type(buffer.slice(byteOffset, byteOffset + byteLength));
  }
  return Object.fromEntries(entries.map(([key, part]) => [key, decode(part)]));
}
