/** Whether the bytes begin as gzip files do (RFC 1952). */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 0x08;
}

/**
 * Unpacks a gzip file. Throws a sentence that begins with `name` when it is cut short or damaged, or
 * holds more than `maxBytes`: a small file can unpack to far more than memory holds.
 */
export async function gunzip(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const unpacked = new Response(bytes).body!.pipeThrough(new DecompressionStream('gzip'));
  const reader = unpacked.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      length += value.length;
      if (length > maxBytes) break;
      parts.push(value);
    }
  } catch {
    throw new Error(`${name} is cut short or damaged: it could not be unpacked. Get it anew.`);
  }
  if (length > maxBytes) {
    await reader.cancel().catch(() => undefined);
    const megabytes = Math.round(maxBytes / 1e6);
    throw new Error(`${name} holds more than ${megabytes} MB, which is more than this page takes.`);
  }
  return joined(parts, length);
}

/** The parts one after the other; `length` is the sum of theirs. */
export function joined(parts: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
