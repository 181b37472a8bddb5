import { sha256 } from './sha256';

/** SHA-256 in lower-case hexadecimal digits. */
export async function checksum(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  // Absent where the page is not a secure origin (http from another computer).
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  const digest = subtle ? new Uint8Array(await subtle.digest('SHA-256', bytes)) : sha256(bytes);
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
