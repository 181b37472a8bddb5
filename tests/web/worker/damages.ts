/** Values that no page has written at this place. */
const wrong: readonly unknown[] = [
  ...[undefined, null, true, '', 'text', -1, 0.5, 2 ** 40, 1e300, NaN, Infinity],
  ...[[], {}, [null], new Uint8Array(3), new Float64Array(2)],
];

/** Every kept thing that differs from a whole one at one place, which is named. */
export function* damages(whole: object): Generator<[where: string, damaged: unknown]> {
  for (const path of paths(whole)) {
    for (const [i, value] of wrong.entries()) {
      const copy = structuredClone(whole);
      let at = copy as Record<string, unknown>;
      for (const name of path.slice(0, -1)) at = at[name] as Record<string, unknown>;
      const last = path.at(-1)!;
      if (value === undefined && !Array.isArray(at)) delete at[last];
      else at[last] = value;
      const { constructor } = Object(value) as object;
      yield [`${path.join('.')}, wrong value ${i} (${constructor.name})`, copy];
    }
  }
}

function* paths(value: object, above: string[] = []): Generator<string[]> {
  for (const [name, part] of Object.entries(value as Record<string, unknown>)) {
    const path = [...above, name];
    yield path;
    if (typeof part === 'object' && part !== null && !ArrayBuffer.isView(part)) {
      yield* paths(part, path);
    }
  }
}
