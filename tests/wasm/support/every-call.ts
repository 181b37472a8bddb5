/** The calls of an object, found at run time: its own functions and those of its class. */
export function callsOf(object: object): string[] {
  return membersOf(object, ({ value }) => typeof value === 'function');
}

/** What is read like a field and answered by a function. */
export function readingsOf(object: object): string[] {
  return membersOf(object, ({ get }) => get !== undefined);
}

function membersOf(object: object, fits: (member: PropertyDescriptor) => boolean): string[] {
  const names = new Set<string>();
  for (let at: object = object; at !== Object.prototype; at = Object.getPrototypeOf(at) as object) {
    for (const [name, member] of Object.entries(Object.getOwnPropertyDescriptors(at))) {
      if (name !== 'constructor' && fits(member)) names.add(name);
    }
  }
  return [...names].sort();
}

/** What came of a call: what it gave, or what it threw, at once or later. */
export async function outcome(call: () => unknown): Promise<{ value?: unknown; thrown?: unknown }> {
  try {
    return { value: await call() };
  } catch (thrown) {
    return { thrown };
  }
}
