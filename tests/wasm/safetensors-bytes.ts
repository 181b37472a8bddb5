/** A safetensors file, byte by byte as another program writes it. */

export interface Tensor {
  name: string;
  type: string;
  shape: readonly number[];
  bytes: Uint8Array;
}

export function safetensorsOf(
  tensors: readonly Tensor[],
  metadata?: Record<string, unknown>,
): Uint8Array<ArrayBuffer> {
  let end = 0;
  const header: Record<string, unknown> = metadata ? { __metadata__: metadata } : {};
  for (const { name, type, shape, bytes } of tensors) {
    const data_offsets = [end, (end += bytes.length)];
    header[name] = { dtype: type, shape, data_offsets };
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const length = new Uint8Array(new BigUint64Array([BigInt(text.length)]).buffer);
  return joined([length, text, ...tensors.map(({ bytes }) => bytes)]);
}

/** What is in a file, which may be written again with something changed. */
export function readSafetensors(bytes: Uint8Array) {
  // Node's buffers share their memory with others.
  const file = new Uint8Array(bytes);
  const start = 8 + Number(new DataView(file.buffer).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(file.subarray(8, start))) as Record<
    string,
    { dtype: string; shape: number[]; data_offsets: [number, number] }
  >;
  const { __metadata__: metadata, ...entries } = header;
  const tensors = Object.entries(entries).map(([name, { dtype, shape, data_offsets }]): Tensor => {
    const [first, last] = data_offsets;
    return { name, type: dtype, shape, bytes: file.slice(start + first, start + last) };
  });
  return { tensors, metadata: metadata as unknown as Record<string, string> | undefined };
}

export function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

export function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

export function floatsOf(bytes: Uint8Array): Float32Array {
  return new Float32Array(bytes.slice().buffer);
}

/** The upper halves of float32 values, cut off. */
export function brainFloats(values: Float32Array): Uint8Array {
  return bytesOf(Uint16Array.from(new Uint32Array(values.slice().buffer), (bits) => bits >>> 16));
}
