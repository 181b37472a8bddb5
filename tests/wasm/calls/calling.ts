import { ReceptiveError } from 'receptive';
import { expect } from 'vitest';

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

export type Call = (...given: unknown[]) => unknown;
export const callOf = (object: object, name: string): Call =>
  ((object as Record<string, unknown>)[name] as Call).bind(object);

/** What was thrown is a refusal, in words. */
export function expectRefusal(thrown: unknown, title: string): void {
  expect(thrown, title).toBeInstanceOf(ReceptiveError);
  const { code, message } = thrown as ReceptiveError;
  expect(code, `${title}: ${message}`).not.toBe('internal');
  expect(message, title).toMatch(/^\S.*: .*expected .+, found .+/s);
}
