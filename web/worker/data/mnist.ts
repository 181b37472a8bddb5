import type { Engine, EngineDataset } from 'receptive';
import type { MnistAvailability, PickedFile } from '../../protocol/data-sets';
import { joined } from '../storage/bytes';
import { dataSetOf, type DataSet } from './data-set';
import { download } from './download';
import { fetchPieces, insisting, SourceError } from './fetch-pieces';
import {
  areOf,
  mnistFiles,
  openMirrors,
  recognise,
  type MnistFile,
  type NamedBytes,
} from './mnist-files';
import { checkCancelled, type Loading } from './one-load';
import {
  askServer,
  downloadSources,
  serverAddress,
  type ListedFile,
  type Listing,
} from './sources';
import type { OpenedFile } from './opening/opened-file';
import { whyNotKept } from '../storage/not-kept';
import type { FileStore } from '../storage/store';

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
export interface LoadedMnist {
  data: DataSet;
  note?: string;
}

/** More files than anybody has beside MNIST's own: a torchvision folder has each twice. */
const mostCandidates = 16;

function ofServer(error: unknown): string {
  const { message } = error as Error;
  return error instanceof SourceError
    ? `The server that this page came from ${message}. Is it still running?`
    : message;
}

/** The ways in which MNIST's files reach the engine. */
export class Mnist {
  private readonly files: readonly MnistFile[];
  private readonly names: readonly string[];
  private readonly patienceMilliseconds: number;

  constructor(private readonly options: MnistOptions) {
    this.files = options.files ?? mnistFiles;
    this.names = this.files.map((file) => file.name);
    this.patienceMilliseconds = options.patienceMilliseconds ?? 20_000;
  }

  async availability(): Promise<Omit<MnistAvailability, 'loaded'>> {
    const { store, site } = this.options;
    const [server, kept, begunBytes] = await Promise.all([
      askServer(site).then(
        (listing) => this.offered(listing),
        (error: unknown) => ({ folder: false, serverProblem: ofServer(error) }),
      ),
      store.has(this.names).catch(() => false),
      store.begunBytes(this.names).catch(() => 0),
    ]);
    const bytes = this.files.reduce((sum, file) => sum + file.gzBytes, 0);
    const downloadMegabytes = Math.ceil(bytes / 1e6);
    return { ...server, kept, begunBytes, downloadMegabytes };
  }

  async load(
    engine: Engine,
    source: 'folder' | 'kept' | 'download',
    loading: Loading,
  ): Promise<LoadedMnist> {
    switch (source) {
      case 'folder':
        return this.fromFolder(engine, loading);
      case 'kept':
        return this.fromStore(engine, loading);
      case 'download':
        return this.fromMirrors(engine, loading);
    }
  }

  /** MNIST's own four files, if they are among these, in any order, packed or not. */
  async recognised(files: readonly NamedBytes[]): Promise<NamedBytes[] | undefined> {
    const found = new Map<string, NamedBytes>();
    for (const { bytes } of files) {
      const known = await recognise(bytes, this.files);
      if (known) found.set(known.name, { name: known.name, bytes });
    }
    return found.size === this.files.length ? [...found.values()] : undefined;
  }

  /** The same among opened files, of which only those are read that may be. */
  async among(opened: readonly OpenedFile[]): Promise<NamedBytes[] | undefined> {
    const { files } = this;
    const may = opened.filter(
      ({ size }) => size === undefined || files.some(({ bytes }) => bytes === size),
    );
    if (may.length < files.length || may.length > mostCandidates) return undefined;
    const most = Math.max(...files.map(({ bytes }) => bytes));
    const named: NamedBytes[] = [];
    for (const file of may) {
      const bytes = await file.whole(most).catch(() => undefined);
      if (bytes) named.push({ name: file.path, bytes });
    }
    return this.recognised(named);
  }

  /** Builds MNIST from its own files, as recognised, and keeps them for the next visit. */
  async keepAndBuild(
    engine: Engine,
    files: readonly NamedBytes[],
    origin: string,
    loading: Loading,
  ): Promise<LoadedMnist> {
    const data = await this.build(engine, files, origin, loading);
    try {
      await this.options.store.put(new Map(files.map(({ name, bytes }) => [name, bytes])));
      return { data };
    } catch (error) {
      const note = `The files could not be kept in this browser (${whyNotKept(error)}): the next visit has to fetch them again.`;
      return { data, note };
    }
  }

  private async fromMirrors(engine: Engine, loading: Loading): Promise<LoadedMnist> {
    const { site, store, mirrors = openMirrors } = this.options;
    const { files, patienceMilliseconds } = this;
    // A browser may reach a mirror though not the server of the page.
    const listing = await askServer(site).catch(() => undefined);
    const sources = downloadSources(site, listing, mirrors);
    const got = await download(sources, { files, store, patienceMilliseconds, ...loading });
    const origin = 'The published MNIST files, downloaded and checked.';
    const named = got.map(({ bytes }, place) => ({ name: this.names[place]!, bytes }));
    return this.keepAndBuild(engine, named, origin, loading);
  }

  private async fromStore(engine: Engine, loading: Loading): Promise<LoadedMnist> {
    const { names } = this;
    const { store } = this.options;
    const kept = await store.get(names).catch(() => undefined);
    if (!kept && !(await store.has(names).catch(() => false))) {
      throw new Error('This browser has no MNIST files from before: download them again.');
    }
    const files = (kept ?? []).map((bytes, place) => ({ name: names[place]!, bytes }));
    if (!(await this.recognised(files))) {
      await store.remove(names).catch(() => undefined);
      throw new Error('The MNIST files that this browser kept are damaged: download them again.');
    }
    const origin = 'The published MNIST files, kept by this browser from an earlier visit.';
    return { data: await this.build(engine, files, origin, loading) };
  }

  private async fromFolder(engine: Engine, loading: Loading): Promise<LoadedMnist> {
    const listing = await askServer(this.options.site).catch((error: unknown) => {
      throw new Error(ofServer(error));
    });
    if (!listing?.folder) {
      throw new Error(
        'The local server has no MNIST folder: start it with npm start -- --mnist FOLDER, or ' +
          'download MNIST or open its files.',
      );
    }
    const files = await this.recognised(await this.fetchFolder(listing.folder.files, loading));
    if (!files) {
      throw new Error(
        `The folder “${listing.folder.title}” given to npm start does not hold MNIST as it was published.`,
      );
    }
    const origin = 'The published MNIST files, from the folder given to npm start.';
    return { data: await this.build(engine, files, origin, loading) };
  }

  /** Files of the folder given to npm start, whatever they are, to be looked at. */
  async folderFiles(loading: Loading): Promise<PickedFile[]> {
    const listing = await askServer(this.options.site).catch((error: unknown) => {
      throw new Error(ofServer(error));
    });
    if (!listing?.folder) throw new Error('The local server has no such folder any more.');
    const { title, files } = listing.folder;
    const fetched = await this.fetchFolder(files, loading);
    return fetched.map(({ name, bytes }) => ({
      file: new File([bytes], name),
      path: `${title}/${name}`,
    }));
  }

  /** MNIST, if the server's folder holds it as published; else what it holds, by the folder's name. */
  private offered(listing: Listing | undefined): Pick<MnistAvailability, 'folder' | 'other'> {
    if (!listing?.folder) return { folder: false };
    const { title, files } = listing.folder;
    return areOf(files, this.files) ? { folder: true } : { folder: false, other: title };
  }

  private fetchFolder(files: readonly ListedFile[], loading: Loading): Promise<NamedBytes[]> {
    return this.fetchListed(files, loading).catch((error: unknown) => {
      checkCancelled(loading);
      if (!(error instanceof SourceError)) throw error;
      throw new Error(ofServer(error));
    });
  }

  private async fetchListed(
    listed: readonly ListedFile[],
    { progress, signal }: Loading,
  ): Promise<NamedBytes[]> {
    const totalBytes = listed.reduce((sum, file) => sum + file.bytes, 0);
    const files: NamedBytes[] = [];
    let receivedBytes = 0;
    for (const { file, bytes: maxBytes } of listed) {
      const pieces: Uint8Array[] = [];
      const before = receivedBytes;
      const { patienceMilliseconds } = this;
      const piece = (arrived: Uint8Array) => {
        pieces.push(arrived);
        receivedBytes += arrived.length;
        progress({ file, receivedBytes, totalBytes, phase: 'reading' });
      };
      const address = serverAddress(this.options.site, file);
      const fetching = { name: file, maxBytes, signal, patienceMilliseconds, piece };
      await insisting(() => fetchPieces(address, fetching));
      files.push({ name: file, bytes: joined(pieces, receivedBytes - before) });
    }
    return files;
  }

  private async build(
    engine: Engine,
    files: readonly NamedBytes[],
    origin: string,
    loading: Loading,
  ): Promise<DataSet> {
    const size = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
    loading.progress({ file: 'MNIST', receivedBytes: size, totalBytes: size, phase: 'unpacking' });
    const train = await this.pair(engine, files, 0);
    const test = await this.pair(engine, files, 2, train.classes).catch((error: unknown) => {
      train.dispose();
      throw error;
    });
    const about = { id: 'mnist', title: 'MNIST', origin } as const;
    const data = dataSetOf(
      about,
      () => train,
      () => test,
    );
    if (loading.signal.aborted) data.release();
    checkCancelled(loading);
    return data;
  }

  /** Pictures and labels, the files of these places; what is wrong with one begins with its name. */
  private async pair(
    engine: Engine,
    files: readonly NamedBytes[],
    place: number,
    classes?: number,
  ): Promise<EngineDataset> {
    const [images, labels] = [this.names[place]!, this.names[place + 1]!].map((name) => {
      const found = files.find((file) => file.name.replace(/\.gz$/, '') === name);
      if (!found) throw new Error(`${name} is missing among MNIST's files.`);
      return found;
    }) as [NamedBytes, NamedBytes];
    try {
      return await engine.idxDataset(images.bytes, labels.bytes, classes ? { classes } : {});
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const named = error.message
        .replace(/^IDX images/, images.name)
        .replace(/^IDX labels/, labels.name);
      throw new Error(named, { cause: error });
    }
  }
}
