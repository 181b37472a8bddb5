import type { Gunzip, Inflate, Unzlib } from 'fflate';
import { type Bytes, cut, pieceBytes } from './opened-file';

/** Deflate makes no more of a byte than this. */
export const mostExpansion = 1032;
/** Packed bytes that are unpacked in one go, so that about a piece comes out, and never 17 MB. */
const steps = { least: 1024, most: 16 * 1024 };
/** A block of deflate says something within 64 KiB; a file that is silent longer is no file. */
const mostSilence = 1 << 18;

/** What unpacking says of a file by fflate's number; 0 where it fell silent. */
export class Unpackable extends Error {
  constructor(readonly code: number) {
    super('The bytes cannot be unpacked.');
  }
}

/**
 * Unpacks through fflate, piece by piece; throws `Unpackable`, or what the reading throws. `seen` is
 * called with all that comes out, before anything that fflate says of it afterwards.
 *
 * Not by the host's own DecompressionStream: it does not say where the packed data ends, what it
 * makes of bytes behind that differs from host to host, and a stream for each of tens of thousands
 * of small pictures takes far longer than their unpacking.
 */
export async function* inflated(
  stream: Gunzip | Inflate | Unzlib,
  packed: AsyncIterable<Bytes>,
  seen?: (piece: Bytes) => void,
): AsyncGenerator<Bytes> {
  let ready: Bytes[] = [];
  let silent = 0;
  let step = steps.least;
  stream.ondata = (piece) => {
    if (piece.length === 0) return;
    seen?.(piece);
    ready.push(piece);
  };
  // What came out before something went wrong is given first.
  function* push(bytes: Bytes, end: boolean): Generator<Bytes> {
    let problem: Unpackable | undefined;
    ready = [];
    try {
      stream.push(bytes, end);
    } catch (error) {
      problem = new Unpackable(codeOf(error));
    }
    silent = ready.length > 0 ? 0 : silent + bytes.length;
    if (silent > mostSilence) problem ??= new Unpackable(0);
    for (const piece of ready) yield* cut(piece);
    if (problem) throw problem;
  }
  for await (const piece of packed) {
    for (let at = 0; at < piece.length;) {
      const next = piece.subarray(at, at + step);
      at += next.length;
      yield* push(next, false);
      const made = ready.reduce((sum, { length }) => sum + length, 1);
      step = Math.min(steps.most, Math.max(steps.least, Math.floor((step * pieceBytes) / made)));
    }
  }
  yield* push(new Uint8Array(0), true);
}

/** Only fflate's errors carry a number. */
function codeOf(error: unknown): number {
  if (error instanceof Error && 'code' in error) return Number(error.code);
  throw error;
}
