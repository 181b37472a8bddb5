let table: Uint32Array | undefined;

/** The checksum of gzip, ZIP and PNG (RFC 1952, section 8); `before` is that of what lies in front. */
export function crc32(bytes: Uint8Array, before = 0): number {
  table ??= Uint32Array.from({ length: 256 }, (_, byte) => {
    let rest = byte;
    for (let bit = 0; bit < 8; ++bit) rest = rest & 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1;
    return rest;
  });
  const lookup = table;
  let sum = ~before;
  for (let i = 0; i < bytes.length; ++i) sum = lookup[(sum ^ bytes[i]!) & 255]! ^ (sum >>> 8);
  return ~sum >>> 0;
}
