/** Whether the bytes begin as gzip files do (RFC 1952). */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 0x08;
}

/**
 * Whether the bytes begin as ZIP archives do (PKWARE's APPNOTE): with a file, with the end of one
 * without files, or as the first part of a split one.
 */
export function isZip(bytes: Uint8Array): boolean {
  const [third, fourth] = bytes.subarray(2);
  const known = third === 3 || third === 5 || third === 7;
  return bytes[0] === 0x50 && bytes[1] === 0x4b && known && fourth === third + 1;
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
