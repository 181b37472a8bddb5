import type { Engine } from 'receptive';
import {
  isDark,
  isKept,
  type Browsed,
  type BrowseRequest,
  type DataApi,
  type DataSetId,
  type DataSetInfo,
  type DataSetListing,
  type DataSetSummary,
  type Drawing,
  type KeptId,
  type Into,
  type KeptSet,
  type LoadProgress,
  type Looked,
  type MnistAvailability,
  type NewSet,
  type PenColour,
  type Seen,
} from '../../protocol/data-sets';
import { late } from '../../protocol/late';
import { browse } from './browse';
import { checkedNames, checkNewSet } from './new-set';
import type { DataSet } from './data-set';
import { addition, edit, type Change } from './editing';
import { keptInfo, networksFor } from './kept-info';
import type { KeptSets } from './kept-sets';
import type { OpenSet } from './open-set';
import { missing } from './set-name';
import { ChangedElsewhere } from '../storage/set-store';
import type { SetRecord } from '../storage/set-record';
import type { Library } from './library';
import { listSets } from './listing';
import { fileNameOf } from './file-name';
import { Mnist, type LoadedMnist, type MnistOptions } from './mnist';
import { OneLoad, type Loading } from './one-load';
import type { OpenedFile } from './opening/opened-file';
import { sourceOf, type PictureSource } from './pictures';
import { predictBytes, SplitPredictions, type PictureReader } from './predictions';
import type { PictureSet } from './picture-set';
import { summarise } from './summary';
import { prepareColoured } from '../drawing/coloured';
import { prepareFigure } from '../drawing/drawings';
import { readsFigures } from './reads-figures';

const looking = late(() => import('./looking/looked'));
const files = late(() => import('receptive/files'));
const pens = late(() => import('./pen-colours'));
const npzFiles = late(() => import('./npz'));

/** What the data half needs of the worker. */
export interface DataHost {
  /** The present engine and what is in its memory. */
  ready(): Promise<{ engine: Engine; library: Library }>;
  /** The network of a run, if there still is that one. */
  network(run: number): PictureReader | undefined;
  /** Lets messages and training get their turn. */
  pause(): Promise<void>;
}

/** A set that is looked at; `done` when that is over. */
interface Viewed {
  info: DataSetInfo;
  source: PictureSource;
  /** Another one after each change. */
  version: string;
  canUndo: boolean;
  done: () => void;
}

/** The worker's side of data sets. */
export class DataService implements DataApi {
  private readonly load = new OneLoad();
  private readonly mnist: Mnist;
  private readonly predictions: SplitPredictions;

  constructor(
    private readonly host: DataHost,
    private readonly kept: KeptSets,
    mnist: MnistOptions,
  ) {
    this.mnist = new Mnist(mnist);
    this.predictions = new SplitPredictions(() => host.pause());
  }

  get busy(): boolean {
    return this.load.busy;
  }

  async mnistAvailability(): Promise<MnistAvailability> {
    const { library } = await this.host.ready();
    return { ...(await this.mnist.availability()), loaded: library.hasMnist };
  }

  async loadMnist(
    source: 'folder' | 'kept' | 'download',
    progress: (p: LoadProgress) => void,
  ): Promise<DataSetInfo> {
    const { engine, library } = await this.host.ready();
    return this.load.run(progress, async (loading) =>
      shelve(library, await this.mnist.load(engine, source, loading)),
    );
  }

  async cancelLoading(): Promise<void> {
    this.load.cancel();
  }

  async dataSets(): Promise<DataSetListing> {
    return listSets((await this.host.ready()).engine, this.kept);
  }

  lookAtFiles: DataApi['lookAtFiles'] = async (...given) =>
    (await this.lookedFiles()).lookAtFiles(...given);

  async lookAtFolder(progress: (p: LoadProgress) => void): Promise<Looked> {
    const files = await this.load.run(progress, (loading) => this.mnist.folderFiles(loading));
    return this.lookAtFiles(files, undefined, progress);
  }

  lookAgain: DataApi['lookAgain'] = async (choices) =>
    (await this.lookedFiles()).lookAgain(choices);

  takeFiles: DataApi['takeFiles'] = async (...given) =>
    (await this.lookedFiles()).takeFiles(...given);

  forgetFiles: DataApi['forgetFiles'] = async () => (await this.lookedFiles()).forgetFiles();

  photograph: DataApi['photograph'] = async (...given) =>
    (await this.lookedFiles()).photograph(...given);

  tryPicture: DataApi['tryPicture'] = async (...given) =>
    (await this.lookedFiles()).tryPicture(...given);

  async createSet(wanted: NewSet): Promise<KeptSet> {
    return this.told(await this.kept.keep(checkNewSet(wanted), 'Drawn in this browser.'));
  }

  async renameSet(id: KeptId, names: { title?: string; classNames?: string[] }): Promise<KeptSet> {
    return this.changed(id, ({ set }) => ({ kind: 'rename', ...checkedNames(set, names) }));
  }

  removeSet(id: KeptId): Promise<void> {
    return this.kept.remove(id);
  }

  async exportSet(id: DataSetId): Promise<{ name: string; bytes: Uint8Array<ArrayBuffer> }> {
    const set = await this.pictures(id);
    if (set.train.labels.length === 0 || set.test.labels.length === 0) {
      throw new Error(
        `“${set.title}” cannot be exported yet: a file of it needs pictures for training and for ` +
          'testing. The fifth of each class is one for testing.',
      );
    }
    const { writeNpz } = await npzFiles();
    return { name: `${fileNameOf(set.title)}.npz`, bytes: writeNpz(set) };
  }

  async addDrawing(id: KeptId, label: number, drawing: Drawing): Promise<KeptSet> {
    const { engine } = await this.host.ready();
    const { record } = await this.opened(id);
    const info = keptInfo(record, []);
    const { image, empty } =
      info.channels === 3
        ? prepareColoured(engine, info, drawing)
        : prepareFigure(engine, info, drawing.strokes);
    if (empty) throw new Error('The pad is empty: draw something first.');
    const pixels = Uint8Array.from(image, (value) => Math.round(value * 255));
    return this.addPicture(id, label, pixels);
  }

  addPicture(id: KeptId, label: number, pixels: Uint8Array): Promise<KeptSet> {
    return this.changed(id, ({ set }) => addition(set, label, pixels));
  }

  async penColours(id: DataSetId): Promise<PenColour[]> {
    const { penColours: of } = await pens();
    return this.viewing(id, ({ info, source }) => (info.channels === 3 ? of(info, source) : []));
  }

  async summarise(id: DataSetId): Promise<DataSetSummary> {
    return this.viewing(id, ({ info, source, canUndo }) => {
      const classes = info.classNames.length;
      const [train, test] = (['train', 'test'] as const).map((split) =>
        summarise(source, split, classes),
      );
      return { info, train: train!, test: test!, canUndo };
    });
  }

  async browse(request: BrowseRequest): Promise<Browsed> {
    const { id, split, first, mistakes, run } = request;
    return this.viewing(id, async ({ source, version }) => {
      const present = () => {
        const network = run === undefined ? undefined : this.host.network(run);
        return network?.data.id === id ? network : undefined;
      };
      const network = present();
      if (mistakes && !network) {
        throw new Error('Mistakes can be shown when the run is of this data set.');
      }
      const all = mistakes
        ? await this.predictions.of(present, source, split, version, first)
        : undefined;
      const predict =
        network && ((pixels: Uint8Array) => predictBytes(network, source.size, pixels));
      return { version, ...browse(source, request, predict, all) };
    });
  }

  relabel(id: DataSetId, seen: Seen, index: number, label: number): Promise<DataSetInfo> {
    return this.edited(id, seen, { kind: 'relabel', split: seen.split, index, label });
  }

  removePictures(id: DataSetId, seen: Seen, indices: number[]): Promise<DataSetInfo> {
    return this.edited(id, seen, { kind: 'remove', split: seen.split, indices });
  }

  async undoChange(id: KeptId): Promise<KeptSet> {
    return this.told(await this.kept.undo(id));
  }

  /** What looks at files, fetched with the first of them. */
  private lookedFiles = late(async () => {
    const { LookedFiles } = await looking();
    return new LookedFiles({
      files: async () => (await files()).loadFiles(),
      known: (opened, loading) => this.knownMnist(opened, loading),
      keep: async (set, origin, note) => {
        const open = await this.kept.keep(set, origin);
        const info = await this.told(open);
        return { ...info, ...(note && { note: [info.note, note].filter(Boolean).join(' ') }) };
      },
      form: async ({ id, label }) => {
        const { record } = await this.opened(id);
        const { channels, height, width, classNames, paint } = record;
        return { channels, height, width, dark: isDark(paint), className: classNames[label] ?? '' };
      },
      triedOn: (id) =>
        this.viewing(id, ({ info, source }) => ({ info, figures: readsFigures(info, source) })),
      add: (into, pixels) => this.addPictures(into, pixels),
      pause: () => this.host.pause(),
      load: (progress, load) => this.load.run(progress, load),
    });
  });

  /** MNIST's own files become MNIST, whatever they are called. */
  private async knownMnist(
    opened: readonly OpenedFile[],
    loading: Loading,
  ): Promise<DataSetInfo | undefined> {
    const own = await this.mnist.among(opened);
    if (!own) return undefined;
    const { engine, library } = await this.host.ready();
    const origin = 'The published MNIST files, recognised among the opened files.';
    return shelve(library, await this.mnist.keepAndBuild(engine, own, origin, loading));
  }

  /** One after the other, as every tenth is for testing. */
  private async addPictures({ id, label }: Into, pixels: Uint8Array): Promise<KeptSet> {
    const { record } = await this.opened(id);
    const size = record.channels * record.height * record.width;
    let info = await this.told(await this.opened(id));
    for (let at = 0; at < pixels.length; at += size) {
      info = await this.addPicture(id, label, pixels.slice(at, at + size));
    }
    return info;
  }

  private async changed(id: KeptId, make: (open: OpenSet) => Change): Promise<KeptSet> {
    return this.told(await this.kept.change(id, make));
  }

  /** A published or generated set stays as it is; a copy takes the change. */
  private async edited(id: DataSetId, seen: Seen, change: Change): Promise<DataSetInfo> {
    if (isKept(id)) {
      return this.changed(id, ({ record }) => {
        if (versionOf(record) !== seen.version) throw new ChangedElsewhere(record.title);
        return change;
      });
    }
    const set = await this.pictures(id);
    edit(set, change); // throws before a copy is kept
    const title = `${set.title}, edited`;
    const copy = await this.kept.keep({ ...set, title }, `A copy of “${set.title}” with changes.`);
    return this.changed(copy.record.id, () => change);
  }

  private async told({ record, note }: OpenSet): Promise<KeptSet> {
    const { engine } = await this.host.ready();
    return keptInfo(record, networksFor(engine, record), note);
  }

  private async opened(id: KeptId): Promise<OpenSet> {
    const open = await this.kept.open(id);
    if (!open) throw new Error(missing(id));
    return open;
  }

  private async pictures(id: DataSetId): Promise<PictureSet> {
    if (isKept(id)) return (await this.opened(id)).set;
    const data = await (await this.host.ready()).library.look(id);
    try {
      return data.pictures();
    } finally {
      data.release();
    }
  }

  private async viewing<T>(id: DataSetId, look: (viewed: Viewed) => T | Promise<T>): Promise<T> {
    const viewed = isKept(id) ? await this.viewKept(id) : await this.viewBuiltIn(id);
    try {
      return await look(viewed);
    } finally {
      viewed.done();
    }
  }

  private async viewKept(id: KeptId): Promise<Viewed> {
    const open = await this.opened(id);
    const { record, set } = open;
    const canUndo = this.kept.canUndo(record);
    return {
      info: await this.told(open),
      source: sourceOf(set),
      version: versionOf(record),
      canUndo,
      done: () => undefined,
    };
  }

  private async viewBuiltIn(id: DataSetId): Promise<Viewed> {
    const data: DataSet = await (await this.host.ready()).library.look(id);
    const { info } = data;
    return { info, source: data, version: id, canUndo: false, done: () => data.release() };
  }
}

/** What is told of it to whoever looks. */
function versionOf({ id, version }: SetRecord): string {
  return `${id} ${version}`;
}

function shelve(library: Library, { data, note }: LoadedMnist): DataSetInfo {
  library.putMnist(data);
  return note === undefined ? data.info : { ...data.info, note };
}
