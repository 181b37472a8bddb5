import { notEnoughMemory, unexpected } from './errors.js';
import { guarded } from './guarded.js';
import type { RawBorder, RawModule } from './raw-module.js';

/** Beyond this the staging block is given back after the call: models may need the room. */
const keptBytes = 4 * 1024 * 1024;
/** WebAssembly's memory ends here; larger numbers would lose bits on their way into C++. */
const mostBytes = 2 ** 31;
/** Where each array begins: C++ reads float32 there. */
const alignment = 16;

type Input = Float32Array | Uint8Array | Int32Array | Uint32Array;

/** The module and the way in and out of it: guarded calls, and arrays through its memory. */
export class Core<Raw extends RawBorder = RawModule> {
  readonly #raw: Raw;
  #open = true;

  constructor(raw: Raw) {
    this.#raw = raw;
  }

  get raw(): Raw {
    // Its threads are gone: a call that waits for them would wait for ever.
    if (!this.#open) throw unexpected('engine', 'a live engine', 'one that was disposed');
    return this.#raw;
  }

  close(): void {
    this.#open = false;
  }

  /** Calls the core; what it throws arrives as a `ReceptiveError`. */
  call<T>(work: (raw: Raw) => T): T {
    return guarded(this.raw, () => work(this.raw));
  }

  /**
   * Copies arrays into the core's memory and calls `work` with their addresses and the address of
   * `resultBytes` free bytes behind them. `work` must copy what it wants from there.
   */
  withArrays<T>(
    inputs: readonly Input[],
    resultBytes: number,
    work: (addresses: number[], result: number) => T,
  ): T {
    let bytes = 0;
    const offsets = [...inputs.map((input) => input.byteLength), resultBytes].map((length) => {
      const offset = bytes;
      bytes += Math.ceil(length / alignment) * alignment;
      return offset;
    });
    if (bytes >= mostBytes) throw notEnoughMemory(`arrays of ${bytes} bytes`);
    try {
      const block = this.call((raw) => raw.reserveStaging(bytes));
      inputs.forEach((input, i) => {
        if (input.byteLength === 0) return; // nor is there a buffer behind one that was transferred
        block.set(new Uint8Array(input.buffer, input.byteOffset, input.byteLength), offsets[i]);
      });
      const addresses = offsets.map((offset) => block.byteOffset + offset);
      const result = addresses.pop()!;
      return this.call(() => work(addresses, result));
    } finally {
      if (bytes > keptBytes) this.#raw.releaseStaging();
    }
  }

  withText<T>(text: string, work: (address: number, bytes: number) => T): T {
    const bytes = new TextEncoder().encode(text);
    return this.withArrays([bytes], 0, ([address]) => work(address!, bytes.length));
  }

  /** A copy of float32 values that the core has left at `address`. */
  floats(address: number, count: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.#raw.stagingView().buffer, address, count).slice();
  }

  ints(address: number, count: number): Int32Array<ArrayBuffer> {
    return new Int32Array(this.#raw.stagingView().buffer, address, count).slice();
  }

  bytes(address: number, count: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#raw.stagingView().buffer, address, count).slice();
  }

  /** Bytes that WebAssembly has taken from the host. */
  get reservedBytes(): number {
    return this.#raw.stagingView().buffer.byteLength;
  }
}

/** An array in JavaScript's memory, whose size may come from outside. */
export function newFloats(count: number): Float32Array<ArrayBuffer> {
  try {
    return new Float32Array(count);
  } catch {
    throw notEnoughMemory(`${count} values`);
  }
}
