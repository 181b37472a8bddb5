import { unexpected } from './errors.js';

// Embind takes what it is given: a fraction becomes whole, and a text becomes 0. So everything is
// checked here.

/** How messages speak of a value, whatever it is: also one that throws when it is looked at. */
export function describe(value: unknown): string {
  try {
    return described(value);
  } catch {
    return 'an object that cannot be read';
  }
}

function described(value: unknown): string {
  if (typeof value === 'string') return `'${shortened(value)}'`;
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'bigint') return `the BigInt ${value}`;
  if (Array.isArray(value)) return `an Array of ${value.length}`;
  if (value instanceof Promise) return 'a Promise (await it)';
  if (typeof value !== 'object' || value === null) return String(value);
  const name = tagOf(value);
  if (!ArrayBuffer.isView(value)) return name === 'Object' ? 'an object' : `an object (${name})`;
  const { length = value.byteLength } = value as { length?: number };
  return `${name.startsWith('I') ? 'an' : 'a'} ${name} of ${length}`;
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 37)}...` : text;
}

/** 'Promise', ...: `instanceof` fails for objects from another frame or realm. */
function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}

const typedArrayKind = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype) as object,
  Symbol.toStringTag,
)!.get!;

/** 'Float32Array', ... of a true typed array from whatever realm; undefined of everything else. */
function kindOf(value: unknown): string | undefined {
  return typedArrayKind.call(value) as string | undefined;
}

/** Whether it is one, and says of itself what it is: `length` and the like may be written over. */
function isArray(value: unknown, kind: string): boolean {
  if (kindOf(value) !== kind) return false;
  const own = ['length', 'byteLength', 'byteOffset', 'buffer'];
  return own.every((name) => !Object.hasOwn(value as object, name));
}

export function checkFloats(name: string, value: unknown): asserts value is Float32Array {
  if (!isArray(value, 'Float32Array')) throw unexpected(name, 'a Float32Array', describe(value));
}

export function checkBytes(name: string, value: unknown): asserts value is Uint8Array {
  if (!isArray(value, 'Uint8Array')) throw unexpected(name, 'a Uint8Array', describe(value));
}

export function checkInts(name: string, value: unknown): asserts value is Int32Array {
  if (!isArray(value, 'Int32Array')) throw unexpected(name, 'an Int32Array', describe(value));
}

/** As many float32 values as there must be, all of them numbers. */
export function checkSomeFloats(
  name: string,
  value: unknown,
  count: number,
): asserts value is Float32Array {
  checkFloats(name, value);
  if (value.length !== count) throw unexpected(name, `${count} values`, String(value.length));
  checkFinite(name, value);
}

/** Numbers of examples, at least one. */
export function checkIndices(name: string, value: unknown): asserts value is Uint32Array {
  if (!isArray(value, 'Uint32Array') || (value as Uint32Array).length === 0) {
    throw unexpected(name, 'a Uint32Array of at least one', describe(value));
  }
}

export function checkBoolean(name: string, value: unknown): asserts value is boolean {
  if (typeof value !== 'boolean') throw unexpected(name, 'true or false', describe(value));
}

/** The bytes of a file. */
export function fileBytes(name: string, value: unknown): Uint8Array {
  if (isArray(value, 'Uint8Array')) return value as Uint8Array;
  try {
    if (tagOf(value) === 'ArrayBuffer') return new Uint8Array(value as ArrayBuffer);
  } catch {
    // One that was transferred, or something that only claims to be one.
  }
  throw unexpected(name, 'an ArrayBuffer or a Uint8Array', describe(value));
}

/** The bytes of a decoded picture's pixels. */
export function pixelBytes(name: string, value: unknown): Uint8Array {
  const kinds = ['Uint8Array', 'Uint8ClampedArray', 'Uint16Array'];
  if (!kinds.some((kind) => isArray(value, kind))) {
    throw unexpected(name, 'a Uint8Array, Uint8ClampedArray or Uint16Array', describe(value));
  }
  const { buffer, byteOffset, byteLength } = value as Uint8Array;
  // Behind an array whose buffer was transferred there is nothing.
  return byteLength === 0 ? new Uint8Array(0) : new Uint8Array(buffer, byteOffset, byteLength);
}

export function checkText(name: string, value: unknown): asserts value is string {
  if (typeof value !== 'string') throw unexpected(name, 'a text', describe(value));
}

/** The items of an Array, read once: what it is asked twice, it may answer twice. */
export function listOf(name: string, value: unknown, most: number, of: string): unknown[] {
  let items: unknown[] | undefined;
  try {
    if (Array.isArray(value) && value.length <= most) {
      items = Array.from({ length: value.length }, (_, i) => (value as unknown[])[i]);
    }
  } catch {
    // It cannot be read.
  }
  if (!items) throw unexpected(name, `an Array of at most ${most} ${of}`, describe(value));
  return items;
}

export function checkFinite(name: string, values: Float32Array): void {
  for (let i = 0; i < values.length; ++i) {
    const value = values[i]!;
    // NaN and infinity are the only numbers whose difference from themselves is not 0.
    if (value - value !== 0) {
      throw unexpected(name, 'finite numbers', `${value} at position ${i}`);
    }
  }
}

/** One picture of this shape. */
export function checkPicture(
  name: string,
  image: unknown,
  shape: readonly number[],
): asserts image is Float32Array {
  const count = countPictures(name, image, shape);
  if (count !== 1) throw unexpected(name, 'one picture', `${count} pictures`);
}

/** Whole pictures, at least one. @returns how many */
export function countPictures(name: string, images: unknown, shape: readonly number[]): number {
  checkFloats(name, images);
  const size = shape.reduce((product, extent) => product * extent, 1);
  if (images.length === 0 || images.length % size !== 0) {
    throw unexpected(
      name,
      `${size} values for each picture (${shape.join('x')})`,
      `${images.length} values`,
    );
  }
  checkFinite(name, images);
  return images.length / size;
}

export function checkLabels(
  labels: unknown,
  count: number,
  classes: number,
): asserts labels is Uint8Array {
  checkBytes('labels', labels);
  if (labels.length !== count) {
    throw unexpected('labels', `${count}, one for each picture`, String(labels.length));
  }
  for (let i = 0; i < count; ++i) {
    if (labels[i]! >= classes) {
      throw unexpected('labels', `0 to ${classes - 1}`, `${labels[i]} at position ${i}`);
    }
  }
}

export function checkWhole(
  name: string,
  value: unknown,
  low: number,
  high: number,
): asserts value is number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < low || value > high) {
    const limit = high === Number.MAX_SAFE_INTEGER ? '2^53 - 1' : high;
    throw unexpected(name, `a whole number from ${low} to ${limit}`, describe(value));
  }
}

export function checkNumber(
  name: string,
  value: unknown,
  low: number,
  high: number,
): asserts value is number {
  if (typeof value !== 'number' || !(value >= low && value <= high)) {
    throw unexpected(name, `a number from ${low} to ${high}`, describe(value));
  }
}

export function checkSeed(name: string, value: unknown): asserts value is number {
  checkWhole(name, value, 0, Number.MAX_SAFE_INTEGER);
}

export function checkChoice<T extends string>(
  name: string,
  value: unknown,
  choices: readonly T[],
): asserts value is T {
  if (!choices.includes(value as T)) {
    throw unexpected(name, choices.map((choice) => `'${choice}'`).join(' or '), describe(value));
  }
}

function entriesOf(value: unknown): [string, unknown][] | undefined {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return undefined;
  try {
    if (Array.isArray(value)) return undefined;
    return Object.keys(value).map((key) => [key, value[key as keyof typeof value]]);
  } catch {
    return undefined; // it cannot be read
  }
}

/** What an object with nothing but these keys says, each asked for once. */
export function readOptions<T extends object>(
  name: string,
  value: T,
  keys: readonly (keyof T & string)[],
): T {
  const given = entriesOf(value);
  if (!given) {
    throw unexpected(name, `an object of options (${keys.join(', ')})`, describe(value));
  }
  for (const [key] of given) {
    if (!(keys as readonly string[]).includes(key)) {
      throw unexpected(name, `only ${keys.join(', ')}`, describe(key));
    }
  }
  return Object.fromEntries(given) as T;
}

/** A stretch of examples. @returns [first, count] with the defaults filled in */
export function exampleRange(
  size: number,
  first: number | undefined,
  count: number | undefined,
): [number, number] {
  const begin = first ?? 0;
  checkWhole('first', begin, 0, size - 1);
  const length = count ?? size - begin;
  checkWhole('count', length, 1, size - begin);
  return [begin, length];
}

/** Of a pixel's value: float32 ends at 3.4e38, and sums and differences of pixels are to fit, too. */
export const largestPixel = 1e30;

/** [paper, ink] */
export function checkRange(range: unknown): [number, number] {
  const expected = `[paper, ink], two numbers from -${largestPixel} to ${largestPixel}`;
  let numbers: unknown[] = [];
  try {
    if (Array.isArray(range) && range.length === 2) numbers = [range[0], range[1]];
  } catch {
    // It cannot be read.
  }
  const fits = (value: unknown) => typeof value === 'number' && Math.abs(value) <= largestPixel;
  if (numbers.length !== 2 || !numbers.every(fits)) {
    const found = numbers.length === 2 ? `[${numbers.map(describe).join(', ')}]` : describe(range);
    throw unexpected('range', expected, found);
  }
  return numbers as [number, number];
}
