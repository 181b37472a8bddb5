import { late } from '../../protocol/late';

/** For pages that came over http from another computer: browsers give theirs to secure origins only. */
const own = late(() => import('@noble/hashes/sha2.js'));

/** SHA-256 in lower-case hexadecimal digits. */
export async function checksum(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  const digest = subtle
    ? new Uint8Array(await subtle.digest('SHA-256', bytes))
    : (await own()).sha256(bytes);
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
