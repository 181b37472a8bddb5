import list from '../../protocol/mnist-files.json';
import { checksum } from './checksum';

/** One of the four files of MNIST as published. */
export interface MnistFile {
  /** Without .gz. */
  name: string;
  gzBytes: number;
  gzSha256: string;
  /** Unpacked. */
  bytes: number;
  sha256: string;
}

/** Bytes of a file as they came, packed or not, with a name for messages. */
export interface NamedBytes {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Training images, training labels, test images, test labels. */
export const mnistFiles: readonly MnistFile[] = list.files;

/**
 * Mirrors that a page of any origin may read. They were seen to send `Access-Control-Allow-Origin: *`
 * by others: raw.githubusercontent.com in rgrove/rawgit issue 104, and cdn.jsdelivr.net in browser
 * examples that fetch these very files from it (jax-js). The other mirrors of the list are for the
 * local server only: nothing says that they allow other origins. What arrives is checked by SHA-256,
 * so a mirror need not be trusted.
 */
export const openMirrors: readonly string[] = list.mirrors
  .filter((mirror) => mirror.otherOrigins)
  .map((mirror) => mirror.url);

/** Which of `files` these bytes are, packed or not, by SHA-256; undefined when none of them. */
export async function recognise(
  bytes: Uint8Array<ArrayBuffer>,
  files: readonly MnistFile[] = mnistFiles,
): Promise<MnistFile | undefined> {
  const { length } = bytes;
  // Most files are told apart by their size, without any arithmetic.
  if (!files.some((file) => file.gzBytes === length || file.bytes === length)) return undefined;
  const sum = await checksum(bytes);
  return files.find((file) => file.gzSha256 === sum || file.sha256 === sum);
}

/** Whether these are all of `files`, packed or not, by the checksums that came with them. */
export function areOf(
  listed: readonly { name?: string; sha256?: string }[],
  files: readonly MnistFile[] = mnistFiles,
): boolean {
  return files.every((file) =>
    listed.some(
      ({ name, sha256 }) =>
        name === file.name && (sha256 === file.gzSha256 || sha256 === file.sha256),
    ),
  );
}
