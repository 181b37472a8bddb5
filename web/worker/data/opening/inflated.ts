import type { Gunzip, Inflate, Unzlib } from 'fflate';
import { type Bytes, cut } from './opened-file';

/** Deflate makes no more of a byte than this. */
export const mostExpansion = 1032;
/** Packed bytes that are unpacked in one go: what comes out of them stays below 17 MB. */
const stepBytes = 16 * 1024;
/** A block of deflate says something within 64 KiB; a file that is silent longer is no file. */
const mostSilentSteps = 16;

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
    silent = ready.length > 0 ? 0 : silent + 1;
    if (silent > mostSilentSteps) problem ??= new Unpackable(0);
    for (const piece of ready) yield* cut(piece);
    if (problem) throw problem;
  }
  for await (const piece of packed) {
    for (let at = 0; at < piece.length; at += stepBytes) {
      yield* push(piece.subarray(at, at + stepBytes), false);
    }
  }
  yield* push(new Uint8Array(0), true);
}

/** Only fflate's errors carry a number. */
function codeOf(error: unknown): number {
  if (error instanceof Error && 'code' in error) return Number(error.code);
  throw error;
}
