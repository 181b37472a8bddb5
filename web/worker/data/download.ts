import type { LoadProgress } from '../../shared/messages';
import { isGzip, joined } from './gunzip';
import { mnistFiles, recognise, type MnistFile, type NamedBytes } from './mnist-files';

/** A place that has the four files. */
export interface Source {
  /** As messages call it. */
  label: string;
  address(file: MnistFile): string;
}

export interface DownloadOptions {
  files?: readonly MnistFile[];
  signal?: AbortSignal;
  progress?: (progress: LoadProgress) => void;
  /** Without a byte for so long, a source is given up. */
  patienceMilliseconds?: number;
}

/** What was wrong with one source, as the rest of a sentence that begins with its label. */
export class SourceError extends Error {}

/**
 * Fetches MNIST's files from the first of the sources that gives the right bytes; a source that
 * fails for one file is not asked again. Throws one sentence that says what each of them did.
 */
export async function download(
  sources: readonly Source[],
  options: DownloadOptions = {},
): Promise<NamedBytes[]> {
  const { files = mnistFiles, signal, progress, patienceMilliseconds = 20_000 } = options;
  const totalBytes = files.reduce((sum, file) => sum + file.gzBytes, 0);
  const left = [...sources];
  const failures: string[] = [];
  const done: NamedBytes[] = [];
  let before = 0;
  for (const file of files) {
    const name = `${file.name}.gz`;
    for (;;) {
      const source = left[0];
      if (!source) {
        throw new Error(
          `MNIST could not be downloaded: ${failures.join('; ') || 'there is no mirror to ask'}. ` +
            'Try again later, or open the four files from your disk.',
        );
      }
      const report = (phase: string, received: number) => {
        const receivedBytes = before + Math.min(received, file.gzBytes);
        progress?.({ file: name, receivedBytes, totalBytes, phase });
      };
      try {
        const bytes = await fetchBytes(source.address(file), {
          name,
          // Some hosts unpack on the way (Content-Encoding): then the unpacked file arrives.
          maxBytes: Math.max(file.bytes, file.gzBytes),
          signal,
          patienceMilliseconds,
          received: (count) => report('downloading', count),
        });
        report('checking', bytes.length);
        await check(name, file, bytes);
        done.push({ name, bytes });
        break;
      } catch (error) {
        if (signal?.aborted) throw new Error('The download was cancelled.');
        if (!(error instanceof SourceError)) throw error;
        failures.push(`${source.label} ${error.message}`);
        left.shift();
      }
    }
    before += file.gzBytes;
  }
  return done;
}

interface Fetching {
  name: string;
  maxBytes: number;
  signal: AbortSignal | undefined;
  patienceMilliseconds: number;
  received: (bytes: number) => void;
}

/** The bytes at an address; throws a `SourceError`, or what the signal's abort throws. */
export async function fetchBytes(
  address: string,
  { name, maxBytes, signal, patienceMilliseconds, received }: Fetching,
): Promise<Uint8Array<ArrayBuffer>> {
  // Not AbortSignal.any(): younger than the browsers that the page is built for.
  const stop = new AbortController();
  const cancel = () => stop.abort();
  signal?.addEventListener('abort', cancel, { once: true });
  if (signal?.aborted) cancel();
  let silent = false;
  const watch = () =>
    setTimeout(() => {
      silent = true;
      stop.abort();
    }, patienceMilliseconds);
  let timer = watch();
  let length = 0;
  try {
    const response = await fetch(address, {
      signal: stop.signal,
      // Neither a cookie nor this page's address is any of the mirror's business.
      credentials: 'omit',
      // The files are kept elsewhere, and a bad one must not come out of a cache again.
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    });
    if (!response.ok) {
      // The local server explains itself in a sentence; a mirror's page of an error is of no use.
      const says = response.status === 502 && (await response.text()).trim().slice(0, 300);
      throw new SourceError(
        says ? `says that ${says.replace(/\.$/, '')}` : `answered ${response.status} for ${name}`,
      );
    }
    const parts: Uint8Array[] = [];
    const reader = response.body!.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      clearTimeout(timer);
      timer = watch();
      if (length + value.length > maxBytes) {
        await reader.cancel();
        throw new SourceError(`sent more for ${name} than the file has`);
      }
      parts.push(value);
      length += value.length;
      received(length);
    }
    return joined(parts, length);
  } catch (error) {
    if (error instanceof SourceError || signal?.aborted) throw error;
    if (silent) {
      throw new SourceError(
        length === 0 ? `did not answer in time for ${name}` : `stopped in the middle of ${name}`,
      );
    }
    throw new SourceError(
      length === 0 ? 'could not be reached' : `broke off the connection in the middle of ${name}`,
    );
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
  }
}

async function check(name: string, file: MnistFile, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  if ((await recognise(bytes, [file])) !== undefined) return;
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 64)).trimStart().toLowerCase();
  if (start.startsWith('<')) throw new SourceError(`sent a web page instead of ${name}`);
  if (isGzip(bytes) && bytes.length < file.gzBytes) {
    throw new SourceError(`sent only ${bytes.length} of ${file.gzBytes} bytes of ${name}`);
  }
  throw new SourceError(`sent another file than MNIST's ${name} (its SHA-256 differs)`);
}
