import { expect } from 'vitest';
import type { OpenedFile } from '../../../../../web/worker/data/opening/opened-file';

export type Bytes = Uint8Array<ArrayBuffer>;

export function concat(...parts: (Uint8Array | number[])[]): Bytes {
  return together(parts);
}

export function together(parts: readonly (Uint8Array | number[])[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export const latin = (text: string): Bytes =>
  Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** Bytes that say where they are. */
export const text = (length: number): Bytes =>
  new Uint8Array(length).map((_, i) => 97 + (i % 7) + ((i >> 10) % 5));

/** A copy with other bytes at some places, counted from the end where they are negative. */
export function changed(bytes: Uint8Array, places: Record<number, number>): Bytes {
  const copy = new Uint8Array(bytes);
  for (const [place, byte] of Object.entries(places)) {
    copy[(Number(place) + bytes.length) % bytes.length] = byte;
  }
  return copy;
}

/** The message of what is thrown; it must be one plain sentence. '' where nothing is. */
export async function refusal(read: () => unknown): Promise<string> {
  try {
    await read();
  } catch (error) {
    expect(['Refused', 'BrokenPicture', 'TooLarge'], String(error)).toContain(
      (error as Error).name,
    );
    const { message } = error as Error;
    expect(message).toMatch(/^[^\n]{10,400}[.)]$/);
    // No text of a library or of the language itself.
    expect(message).not.toMatch(/undefined|NaN|null|\[object|is not a function|RangeError/);
    return message;
  }
  return '';
}

/** Whole numbers below `below`, the same ones every time (Park and Miller, 1988). */
export function randoms(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
}

/** FUZZ_ROUNDS=50 tries so many times as many changes, for whoever changes a reader. */
const rounds = Number(process.env.FUZZ_ROUNDS ?? 1);

/** Beginnings of `bytes`, and copies with bytes changed, left out, put in or zeroed at random. */
export function* broken(
  bytes: Bytes,
  { cuts = 300, changes = 700 } = {},
): Generator<{ bytes: Bytes; cut: boolean }> {
  const step = Math.max(1, Math.ceil(bytes.length / cuts));
  for (let length = 0; length < bytes.length; length += step) {
    yield { bytes: bytes.slice(0, length), cut: true };
  }
  const random = randoms(bytes.length);
  for (let round = 0; round < changes * rounds; ++round) {
    const copy = bytes.slice();
    const at = random(copy.length);
    for (let count = 1 + (round % 3); count > 0; --count) {
      copy[random(copy.length)]! ^= 1 + random(255);
    }
    const kind = round % 5;
    if (kind === 3) copy.fill(round % 2 ? 0 : 255, at, at + random(40));
    const [head, tail] = [copy.slice(0, at), copy.slice(at + random(30))];
    yield { bytes: kind === 4 ? concat(head, head.slice(-random(20)), tail) : copy, cut: false };
  }
}

/** What files hold, by path. */
export async function contents(files: readonly OpenedFile[]): Promise<Record<string, Bytes>> {
  const all: Record<string, Bytes> = {};
  for (const file of files) all[file.path] = await file.whole(1e9);
  return all;
}

export async function gathered(pieces: AsyncIterable<Bytes>): Promise<Bytes> {
  const all: Bytes[] = [];
  for await (const piece of pieces) {
    expect(piece.length).toBeLessThanOrEqual(1 << 18);
    all.push(piece);
  }
  return concat(...all);
}

export const never = { step: () => Promise.resolve() };
