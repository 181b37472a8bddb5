import type { LoadProgress } from '../../protocol/data-sets';
import { BegunFile } from '../storage/begun-file';
import { isGzip } from '../storage/bytes';
import { fetchPieces, isPage, SourceError } from './fetch-pieces';
import { mnistFiles, recognise, type MnistFile, type NamedBytes } from './mnist-files';
import type { FileStore } from '../storage/store';

/** A place that has the four files. */
export interface Source {
  /** As messages call it. */
  label: string;
  address(file: MnistFile): string;
  /** Of another origin: it may not allow this page to ask for a part of a file. */
  foreign?: boolean;
}

export interface DownloadOptions {
  files?: readonly MnistFile[];
  /** Where what arrives is kept, so that the next try goes on from there. */
  store?: FileStore;
  signal?: AbortSignal;
  progress?: (progress: LoadProgress) => void;
  /** Without a byte for so long, a source is given up. */
  patienceMilliseconds?: number;
}

/** The whole file is here, and is not the one that was wanted. */
class WrongFile extends SourceError {}

/**
 * Fetches MNIST's files from the first of the sources that gives the right bytes; a source that
 * fails for one file is not asked again, and the next goes on where it stopped. Throws one sentence
 * that says what each of them did; what has arrived by then is kept.
 */
export async function download(
  sources: readonly Source[],
  options: DownloadOptions = {},
): Promise<NamedBytes[]> {
  const { files = mnistFiles, store, signal, progress } = options;
  const totalBytes = files.reduce((sum, file) => sum + file.gzBytes, 0);
  const left = [...sources];
  const failures: string[] = [];
  const done: NamedBytes[] = [];
  let before = 0;
  for (const file of files) {
    const name = `${file.name}.gz`;
    const begun = await BegunFile.open(file.name, store);
    const report = (phase: string) => {
      const receivedBytes = before + Math.min(begun.length, file.gzBytes);
      progress?.({ file: name, receivedBytes, totalBytes, phase });
    };
    if (signal?.aborted) throw new Error('The download was cancelled.');
    let mended = false;
    for (;;) {
      const source = left[0];
      const whole = begun.length === file.gzBytes;
      if (!whole && !source) {
        const names = files.map((one) => one.name);
        const kept = (await store?.begunBytes(names).catch(() => 0)) ?? 0;
        throw new Error(
          `MNIST could not be downloaded: ${failures.join('; ') || 'there is no mirror to ask'}. ` +
            (kept > 0 ? 'What has arrived is kept for the next try. ' : '') +
            wayOut(failures),
        );
      }
      // Put together from the answers of several tries.
      const pieced = begun.length > 0;
      try {
        if (!whole) {
          await fetchInto(begun, source!, file, options, () => report('downloading'));
        }
        report('checking');
        await begun.keep();
        done.push({ name, bytes: await checked(name, file, begun.bytes()) });
        break;
      } catch (error) {
        await begun.keep();
        if (signal?.aborted) throw new Error('The download was cancelled.');
        if (!(error instanceof SourceError)) throw error;
        const useless = error instanceof WrongFile || begun.length > file.gzBytes;
        if (useless || !begun.packed) await begun.clear();
        if (error instanceof WrongFile && pieced && !mended) {
          // Who sent the wrong piece cannot be told: everyone may send the whole file once.
          mended = true;
          if (!whole) left.push(left.shift()!);
          continue;
        }
        failures.push(`${source!.label} ${error.message}`);
        left.shift();
      }
    }
    before += file.gzBytes;
  }
  return done;
}

/** A filter of the network answers itself, or lets nothing through. */
function wayOut(failures: readonly string[]): string {
  const filtered = failures.some((one) =>
    /web page|(answered|status) (403|451|511)|reached/.test(one),
  );
  return filtered
    ? 'If a filter of this network blocks mirrors, fetch the four files elsewhere and open them from ' +
        'your disk; else try again later.'
    : 'Try again later, or open the four files from your disk.';
}

async function fetchInto(
  begun: BegunFile,
  source: Source,
  file: MnistFile,
  { signal, patienceMilliseconds = 20_000 }: DownloadOptions,
  arrived: () => void,
): Promise<void> {
  const fetching = {
    name: `${file.name}.gz`,
    // Some hosts unpack on the way (Content-Encoding): then the unpacked file arrives.
    maxBytes: Math.max(file.bytes, file.gzBytes),
    signal,
    patienceMilliseconds,
    async piece(piece: Uint8Array, anew: boolean) {
      if (anew && begun.length > 0) await begun.clear();
      begun.add(piece);
      arrived();
    },
  };
  const { length } = begun;
  if (length === 0) return fetchPieces(source.address(file), fetching);
  const here = { bytes: length, of: file.gzBytes };
  try {
    await fetchPieces(source.address(file), { ...fetching, here });
  } catch (error) {
    const refused = error instanceof SourceError && begun.length === length && source.foreign;
    if (!refused || signal?.aborted) throw error;
    await fetchPieces(source.address(file), fetching);
  }
}

async function checked(
  name: string,
  file: MnistFile,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  if ((await recognise(bytes, [file])) !== undefined) return bytes;
  if (isPage(bytes)) throw new WrongFile(`sent a web page instead of ${name}`);
  if (isGzip(bytes) && bytes.length < file.gzBytes) {
    throw new SourceError(`sent only ${bytes.length} of ${file.gzBytes} bytes of ${name}`);
  }
  throw new WrongFile(`sent another file than MNIST's ${name} (its SHA-256 differs)`);
}
