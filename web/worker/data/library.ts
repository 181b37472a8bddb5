import type { Engine } from 'receptive';
import type { Experiment } from '../../shared/experiment';
import type { DataSetInfo, LoadProgress, MnistAvailability } from '../../shared/messages';
import { buildFromIdx } from './build';
import type { DataSet } from './data-set';
import { sortIdxFiles } from './idx-files';
import { Mnist, withNote, type Loading, type MnistOptions } from './mnist';
import type { NamedBytes } from './mnist-files';
import { copyDataSet } from './move';
import { SparingReports } from './sparing-reports';
import { createXo } from './xo';

/** Larger files are not read at all. */
const largestFile = 1e9;

/** The data sets that are in the engine's memory: one of each kind. */
export class Library {
  private readonly mnist: Mnist;
  private readonly shelf = new Map<string, { key: string; data: DataSet }>();
  private loading: AbortController | undefined;

  constructor(
    private readonly engine: Engine,
    private readonly options: MnistOptions,
  ) {
    this.mnist = new Mnist(engine, options);
  }

  async availability(): Promise<MnistAvailability> {
    return { ...(await this.mnist.availability()), loaded: this.shelf.has('mnist') };
  }

  /** The data of an experiment, held for the caller, who must `release()` it. */
  take({ data: id, difficulty }: Experiment): DataSet {
    if (id === 'mnist' || id === 'files') {
      const found = this.shelf.get(id);
      if (found) return found.data.hold();
      throw new Error(
        id === 'mnist'
          ? 'MNIST is not loaded yet: download it, or open its four files.'
          : 'No files are open yet: open IDX files with pictures and labels.',
      );
    }
    const key = `${id} ${difficulty}`;
    const found = this.shelf.get('xo');
    if (found?.key === key) return found.data.hold();
    return this.put('xo', key, createXo(this.engine, id, difficulty)).hold();
  }

  loadMnist(
    source: 'folder' | 'kept' | 'download',
    progress: (p: LoadProgress) => void,
  ): Promise<DataSetInfo> {
    return this.oneAtATime(progress, async (loading) => {
      const { data, note } = await this.mnist.load(source, loading);
      this.put('mnist', '', data);
      return withNote(data.info, note);
    });
  }

  openIdxFiles(picked: readonly File[], progress: (p: LoadProgress) => void): Promise<DataSetInfo> {
    return this.oneAtATime(progress, async (loading) => {
      const files = await readFiles(picked, loading);
      const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
      const last = files.at(-1)?.name ?? '';
      loading.progress({ file: last, receivedBytes: bytes, totalBytes: bytes, phase: 'checking' });
      if (await this.mnist.isMnist(files)) {
        const origin = 'The published MNIST files, recognised among the opened files.';
        const { data, note } = await this.mnist.keepAndBuild(files, origin, loading);
        this.put('mnist', '', data);
        return withNote(data.info, note);
      }
      const sets = await sortIdxFiles(files);
      if (loading.signal.aborted) throw new Error('The load was cancelled.');
      const names = files.map((file) => file.name).join(', ');
      const held = sets.heldOut ? ' A tenth of the pictures is kept for testing.' : '';
      const about = {
        id: 'files',
        title: 'Opened files',
        origin: `From ${names}.${held}`,
      } as const;
      const data = await buildFromIdx(this.engine, sets, about);
      this.put('files', '', data);
      return data.info;
    });
  }

  cancelLoading(): void {
    this.loading?.abort();
  }

  /** The same data in another engine. This library stays as it is. */
  async copyTo(engine: Engine): Promise<Library> {
    if (this.loading) {
      throw new Error(
        'Files are being loaded: wait, or cancel that first, then change the engine.',
      );
    }
    const copy = new Library(engine, this.options);
    for (const place of ['mnist', 'files']) {
      const found = this.shelf.get(place);
      if (found) copy.put(place, found.key, await copyDataSet(found.data, engine));
    }
    return copy;
  }

  private put(place: string, key: string, data: DataSet): DataSet {
    this.shelf.get(place)?.data.release();
    this.shelf.set(place, { key, data });
    return data;
  }

  private async oneAtATime<T>(
    progress: (p: LoadProgress) => void,
    load: (loading: Loading) => Promise<T>,
  ): Promise<T> {
    if (this.loading)
      throw new Error('Files are being loaded already: wait, or cancel that first.');
    const controller = new AbortController();
    const reports = new SparingReports(progress);
    this.loading = controller;
    try {
      return await load({ progress: reports.take, signal: controller.signal });
    } finally {
      reports.end();
      this.loading = undefined;
    }
  }
}

async function readFiles(picked: readonly File[], loading: Loading): Promise<NamedBytes[]> {
  const totalBytes = picked.reduce((sum, file) => sum + file.size, 0);
  const files: NamedBytes[] = [];
  let receivedBytes = 0;
  for (const file of picked) {
    if (file.size > largestFile) {
      const megabytes = Math.round(file.size / 1e6);
      throw new Error(`${file.name} has ${megabytes} MB; this page takes files of up to 1,000 MB.`);
    }
    loading.progress({ file: file.name, receivedBytes, totalBytes, phase: 'reading' });
    const bytes = await file.arrayBuffer().catch(() => {
      throw new Error(`${file.name} could not be read: was it moved or changed meanwhile?`);
    });
    if (loading.signal.aborted) throw new Error('The load was cancelled.');
    files.push({ name: file.name, bytes: new Uint8Array(bytes) });
    receivedBytes += file.size;
  }
  return files;
}
