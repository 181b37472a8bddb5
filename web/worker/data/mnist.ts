import type { Engine } from 'receptive';
import type { DataSetInfo, LoadProgress, MnistAvailability } from '../../shared/messages';
import { buildFromIdx } from './build';
import type { DataSet } from './data-set';
import { download, fetchBytes, SourceError } from './download';
import { sortIdxFiles } from './idx-files';
import { mnistFiles, openMirrors, recognise, type MnistFile, type NamedBytes } from './mnist-files';
import { askServer, downloadSources, serverAddress } from './sources';
import type { FileStore } from './store';

/** What a load tells while it goes on, and how it is given up. */
export interface Loading {
  progress: (progress: LoadProgress) => void;
  signal: AbortSignal;
}

export interface MnistOptions {
  /** Address of the page's folder. */
  site: string;
  store: FileStore;
  /** For tests: other files, other mirrors, less patience. */
  files?: readonly MnistFile[];
  mirrors?: readonly string[];
  patienceMilliseconds?: number;
}

/** A data set that was made, and what is to be said of it. */
export interface Loaded {
  data: DataSet;
  note?: string;
}

const notKept =
  'The files could not be kept in this browser (no room, or a private window): the next visit ' +
  'has to fetch them again.';

/** The ways in which MNIST's files reach the engine. */
export class Mnist {
  private readonly files: readonly MnistFile[];
  private readonly patienceMilliseconds: number;

  constructor(
    private readonly engine: Pick<Engine, 'idxDataset'>,
    private readonly options: MnistOptions,
  ) {
    this.files = options.files ?? mnistFiles;
    this.patienceMilliseconds = options.patienceMilliseconds ?? 20_000;
  }

  async availability(): Promise<Omit<MnistAvailability, 'loaded'>> {
    const names = this.files.map((file) => file.name);
    const [listing, kept] = await Promise.all([
      askServer(this.options.site),
      this.options.store.has(names).catch(() => false),
    ]);
    const bytes = this.files.reduce((sum, file) => sum + file.gzBytes, 0);
    return { folder: Boolean(listing?.folder), kept, downloadMegabytes: Math.ceil(bytes / 1e6) };
  }

  async load(source: 'folder' | 'kept' | 'download', loading: Loading): Promise<Loaded> {
    switch (source) {
      case 'folder':
        return this.fromFolder(loading);
      case 'kept':
        return this.fromStore(loading);
      case 'download':
        return this.fromMirrors(loading);
    }
  }

  /** Whether these are MNIST's own four files, in any order, packed or not. */
  async isMnist(files: readonly NamedBytes[]): Promise<boolean> {
    return files.length === this.files.length && (await this.named(files)).size === files.length;
  }

  /** Builds MNIST from its own files and keeps them for the next visit. */
  async keepAndBuild(
    files: readonly NamedBytes[],
    origin: string,
    loading: Loading,
  ): Promise<Loaded> {
    const data = await this.build(files, origin, loading);
    try {
      await this.options.store.put(await this.named(files));
      return { data };
    } catch {
      return { data, note: notKept };
    }
  }

  private async fromMirrors(loading: Loading): Promise<Loaded> {
    const { site, mirrors = openMirrors } = this.options;
    const sources = downloadSources(site, await askServer(site), mirrors);
    const files = await download(sources, {
      files: this.files,
      patienceMilliseconds: this.patienceMilliseconds,
      ...loading,
    });
    return this.keepAndBuild(files, 'The published MNIST files, downloaded and checked.', loading);
  }

  private async fromStore(loading: Loading): Promise<Loaded> {
    const names = this.files.map((file) => file.name);
    const kept = await this.options.store.get(names).catch(() => undefined);
    if (!kept) throw new Error('This browser has no MNIST files from before: download them again.');
    const files = kept.map((bytes, place) => ({ name: names[place]!, bytes }));
    if (!(await this.isMnist(files))) {
      await this.options.store.remove(names).catch(() => undefined);
      throw new Error('The MNIST files that this browser kept are damaged: download them again.');
    }
    const origin = 'The published MNIST files, kept by this browser from an earlier visit.';
    return { data: await this.build(files, origin, loading) };
  }

  private async fromFolder(loading: Loading): Promise<Loaded> {
    const { site } = this.options;
    const listing = await askServer(site);
    if (!listing?.folder) {
      throw new Error(
        'The local server has no MNIST folder: start it with npm start -- --mnist FOLDER, or ' +
          'download MNIST or open its files.',
      );
    }
    const totalBytes = listing.folder.reduce((sum, file) => sum + file.bytes, 0);
    const files: NamedBytes[] = [];
    let before = 0;
    for (const { file, bytes: size } of listing.folder) {
      const bytes = await fetchBytes(serverAddress(site, file), {
        name: file,
        maxBytes: size,
        signal: loading.signal,
        patienceMilliseconds: this.patienceMilliseconds,
        received: (count) => {
          const receivedBytes = before + count;
          loading.progress({ file, receivedBytes, totalBytes, phase: 'reading' });
        },
      }).catch((error: unknown) => {
        if (loading.signal.aborted) throw new Error('The load was cancelled.');
        if (!(error instanceof SourceError)) throw error;
        throw new Error(`The local server ${error.message}. Is it still running?`);
      });
      before += size;
      files.push({ name: file, bytes });
    }
    const own = await this.isMnist(files);
    const origin = own
      ? 'The published MNIST files, from the folder given to npm start.'
      : 'From the folder given to npm start; not the published MNIST files, though named like them.';
    return { data: await this.build(files, origin, loading) };
  }

  private async build(
    files: readonly NamedBytes[],
    origin: string,
    { progress, signal }: Loading,
  ): Promise<DataSet> {
    const size = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
    progress({ file: 'MNIST', receivedBytes: size, totalBytes: size, phase: 'unpacking' });
    const sets = await sortIdxFiles(files);
    if (signal.aborted) throw new Error('The load was cancelled.');
    return buildFromIdx(this.engine, sets, { id: 'mnist', title: 'MNIST', origin });
  }

  /** The files under MNIST's names, as far as they are MNIST's. */
  private async named(files: readonly NamedBytes[]): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
    const named = new Map<string, Uint8Array<ArrayBuffer>>();
    for (const { bytes } of files) {
      const known = await recognise(bytes, this.files);
      if (known) named.set(known.name, bytes);
    }
    return named;
  }
}

/** `info` with a note, if there is one. */
export function withNote(info: DataSetInfo, note: string | undefined): DataSetInfo {
  return note === undefined ? info : { ...info, note };
}
