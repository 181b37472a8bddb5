/** What a caller may pass for want of care or of good will. Each is made anew. */

function thrower(): never {
  throw new TypeError('it does not want to be read');
}

const hostile = new Proxy({}, { get: () => thrower }) as Record<
  keyof ProxyHandler<object>,
  () => never
>;

function revoked(target: object): unknown {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

/** Its buffer has gone to another thread. */
function detached<T extends { buffer: ArrayBufferLike }>(array: T): T {
  structuredClone(array.buffer, { transfer: [array.buffer as ArrayBuffer] });
  return array;
}

function cyclicArray(): unknown[] {
  const array: unknown[] = [1];
  for (let i = 0; i < 9; ++i) array.push(array);
  return array;
}

function cyclicObject(): object {
  const object: Record<string, unknown> = {};
  return Object.assign(object, { layers: [object], input: object, type: object });
}

/** A tree of ten to the fifteenth leaves, told in sixteen lines. */
function wide(): unknown {
  let tree: unknown = 1;
  for (let i = 0; i < 15; ++i) tree = Array<unknown>(10).fill(tree);
  return tree;
}

function withGetter(key: string): object {
  return Object.defineProperty({}, key, { get: thrower, enumerable: true });
}

export const wrongValues: Record<string, () => unknown> = {
  undefined: () => undefined,
  null: () => null,
  true: () => true,
  NaN: () => NaN,
  Infinity: () => Infinity,
  '-1': () => -1,
  'a half': () => 0.5,
  '1e308': () => 1e308,
  '2^53': () => 2 ** 53,
  'an empty text': () => '',
  'a text': () => 'x',
  'half a character': () => '\ud800',
  'a zero character': () => 'a\0b',
  'a symbol': () => Symbol('x'),
  'a BigInt': () => 10n,
  'an empty Array': () => [],
  'an Array of one': () => [1],
  'an Array of symbols': () => [Symbol('x'), 1n],
  'an Array of Arrays': () => [[[1n, Symbol('x'), {}]]],
  'an Array without end': () => Object.assign([], { length: 2 ** 32 - 1 }),
  'an Array that holds itself': cyclicArray,
  'an Array of Arrays of Arrays': wide,
  'an Array that throws': () => Object.defineProperty([1], 0, { get: thrower }),
  'an Array with a toJSON': () => Object.assign([1], { toJSON: () => thrower() }),
  'an empty object': () => ({}),
  'an object that holds itself': cyclicObject,
  'an object of nothing': () => Object.create(null) as object,
  'an object with a length': () => ({ length: 81, byteLength: 324, buffer: new ArrayBuffer(324) }),
  'an object whose count throws': () => withGetter('count'),
  'an object whose type throws': () => withGetter('type'),
  'an object that says it is an ArrayBuffer': () => ({ [Symbol.toStringTag]: 'ArrayBuffer' }),
  'an object whose tag throws': () =>
    Object.defineProperty({}, Symbol.toStringTag, { get: thrower }),
  'a proxy that throws': () => new Proxy({}, hostile),
  'a proxy of an Array that throws': () => new Proxy([1], hostile),
  'a revoked proxy': () => revoked({}),
  'a revoked proxy of an Array': () => revoked([]),
  'a proxy of a Float32Array': () => new Proxy(new Float32Array(81), {}),
  'a function': () => () => undefined,
  'a date': () => new Date(0),
  'a map': () => new Map(),
  'a promise': () => Promise.resolve(1),
  'a Float64Array': () => new Float64Array(81),
  'a Float32Array': () => new Float32Array(3),
  'a Float32Array of NaN': () => new Float32Array(81).fill(NaN),
  'a Float32Array that lies': () =>
    Object.defineProperty(new Float32Array(3), 'length', { value: 81 }),
  'a Uint8Array': () => new Uint8Array(3),
  'a Uint8Array that lies': () =>
    Object.defineProperty(new Uint8Array(3), 'byteLength', { value: 2 ** 30 }),
  'a BigInt64Array': () => new BigInt64Array(3),
  'an empty Float32Array': () => new Float32Array(0),
  'a detached Float32Array': () => detached(new Float32Array(81)),
  'a detached Uint8Array': () => detached(new Uint8Array(81)),
  'a detached Uint32Array': () => detached(new Uint32Array(5)),
  'a detached ArrayBuffer': () => detached(new Uint8Array(81)).buffer,
  'a DataView': () => new DataView(new ArrayBuffer(324)),
};
