import { expect } from 'vitest';

export type BadCall = [title: string, call: () => unknown, message: string | RegExp];

/** The call throws an `Error` with just this message, or one like it. */
export function expectRefusal(call: () => unknown, message: string | RegExp): void {
  let error: unknown;
  try {
    call();
  } catch (caught) {
    error = caught;
  }
  expect(error).toBeInstanceOf(Error);
  const text = (error as Error).message;
  if (typeof message === 'string') expect(text).toBe(message);
  else expect(text).toMatch(message);
}
