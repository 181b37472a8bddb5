import type {
  BrowsedPicture,
  DataApi,
  DataSetId,
  DataSetInfo,
  Into,
  KeptId,
  KeptSet,
  MnistAvailability,
  Split,
  SplitSummary,
} from '../../../web/protocol/data-sets';
import type { Choices, Findings } from '../../../web/protocol/looking';
import { isKept } from '../../../web/protocol/data-sets';

interface Picture {
  label: number;
  pixels: Uint8Array;
}

interface Held {
  info: DataSetInfo;
  train: Picture[];
  test: Picture[];
  before: { train: Picture[]; test: Picture[]; info: DataSetInfo }[];
}

/** Side of the double's pictures. */
const side = 9;

/**
 * The worker's side of the data sets, in a few arrays: X and O with ten training pictures (labels
 * 0, 1, 0, 1, ...; every pixel its index) and four test pictures, of which a network reads all as X.
 */
export class DataDouble implements DataApi {
  calls: string[] = [];
  /** Refuses every command that begins with this. */
  refuse = '';
  available: MnistAvailability = {
    folder: false,
    kept: false,
    begunBytes: 0,
    loaded: false,
    downloadMegabytes: 11.6,
  };
  private looked: Into | undefined;
  private readonly sets = new Map<DataSetId, Held>();
  private made = 0;

  constructor(private readonly networks: string[] = ['softmax']) {
    this.sets.set('xo', {
      info: infoOf('xo', 'X and O', ['X', 'O']),
      train: Array.from({ length: 10 }, (_, i) => picture(i % 2, i)),
      test: Array.from({ length: 4 }, (_, i) => picture(i % 2, 100 + i)),
      before: [],
    });
  }

  told(call: string): void {
    this.calls.push(call);
    if (this.refuse && call.startsWith(this.refuse)) throw new Error(`No ${call}.`);
  }

  mnistAvailability: DataApi['mnistAvailability'] = async () => this.available;

  lookAtFolder: DataApi['lookAtFolder'] = async (progress) => {
    this.told('lookAtFolder');
    return this.lookAtFiles([], undefined, progress);
  };

  loadMnist: DataApi['loadMnist'] = async () => {
    this.told('loadMnist');
    this.available = { ...this.available, loaded: true };
    return infoOf('mnist', 'MNIST', ['0', '1']);
  };

  cancelLoading: DataApi['cancelLoading'] = () => Promise.resolve();

  dataSets: DataApi['dataSets'] = async () => ({
    kept: [...this.sets.keys()].filter(isKept).map((id) => this.keptSet(id)),
    storage: { usedBytes: 1000, availableBytes: 1e9 },
  });

  lookAtFiles: DataApi['lookAtFiles'] = async (files, into) => {
    const paths = files.map(({ path }) => path);
    this.told(`lookAtFiles ${paths.join(' ')}${into ? ` into ${into.id} ${into.label}` : ''}`);
    if (paths[0]?.startsWith('known')) {
      return { kind: 'taken', info: this.keptSet(this.copy('xo', 'Known')) };
    }
    this.looked = into;
    return { kind: 'found', findings: findingsOf({}) };
  };

  lookAgain: DataApi['lookAgain'] = async (choices) => {
    this.told(`lookAgain ${JSON.stringify(choices)}`);
    return findingsOf(choices);
  };

  takeFiles: DataApi['takeFiles'] = async (choices) => {
    this.told(`takeFiles ${JSON.stringify(choices)}`);
    const { looked } = this;
    if (looked) return this.insert(looked.id, picture(looked.label, 9));
    return this.keptSet(this.copy('xo', 'Opened'));
  };

  forgetFiles: DataApi['forgetFiles'] = async () => {
    this.told('forgetFiles');
  };

  createSet: DataApi['createSet'] = async ({ title, classNames }) => {
    this.told(`createSet ${title}: ${classNames.join(', ')}`);
    const id: KeptId = `kept:${++this.made}`;
    this.sets.set(id, { info: infoOf(id, title, classNames), train: [], test: [], before: [] });
    return this.keptSet(id);
  };

  renameSet: DataApi['renameSet'] = async (id, { title, classNames }) => {
    this.told(`renameSet ${title ?? ''} ${classNames?.join(', ') ?? ''}`.trim());
    return this.edit(id, (held) => {
      const { info } = held;
      held.info = {
        ...info,
        title: title ?? info.title,
        classNames: classNames ?? info.classNames,
      };
    });
  };

  removeSet: DataApi['removeSet'] = async (id) => {
    this.told(`removeSet ${id}`);
    this.sets.delete(id);
  };

  exportSet: DataApi['exportSet'] = async (id) => ({
    name: `${this.held(id).info.title}.npz`,
    bytes: Uint8Array.of(1),
  });

  addDrawing: DataApi['addDrawing'] = async (id, label) => {
    this.told(`addDrawing ${label}`);
    return this.insert(id, picture(label, 7));
  };

  photograph: DataApi['photograph'] = async (_, { data }) => {
    this.told('photograph');
    return new Uint8Array(side * side).fill(data[0]!);
  };

  penColours: DataApi['penColours'] = () => Promise.resolve([]);

  tryPicture: DataApi['tryPicture'] = async (id, { path }) => {
    this.told(`tryPicture ${id} ${path}`);
    return {
      read: { kind: 'fitted', pixels: new Uint8Array(side * side) },
      shown: { height: 1, width: 1, pixels: new Uint8Array(3) },
      notes: [],
      checks: [],
    };
  };

  addPicture: DataApi['addPicture'] = async (id, label, pixels) => {
    this.told(`addPicture ${label}`);
    return this.insert(id, { label, pixels });
  };

  summarise: DataApi['summarise'] = async (id) => {
    this.told(`summarise ${id}`);
    const held = this.held(id);
    return {
      info: infoWithCounts(held),
      train: summaryOf(held.train, held.info.classNames.length),
      test: summaryOf(held.test, held.info.classNames.length),
      canUndo: held.before.length > 0,
    };
  };

  browse: DataApi['browse'] = async ({ id, split, label, mistakes, first, count }) => {
    this.told(`browse ${split} ${label ?? 'all'} ${mistakes ? 'mistakes ' : ''}${first}`);
    const all = this.held(id)[split].map((one, index): BrowsedPicture => {
      return { index, ...one, predicted: 0, confidence: 0.8 };
    });
    const fitting = all.filter(
      (one) => (label === undefined || one.label === label) && (!mistakes || one.label !== 0),
    );
    return { version: id, total: fitting.length, pictures: fitting.slice(first, first + count) };
  };

  relabel: DataApi['relabel'] = async (id, { split }, index, label) => {
    this.told(`relabel ${split} ${index} ${label}`);
    return this.edit(this.own(id), (held) => {
      held[split] = held[split].map((one, i) => (i === index ? { ...one, label } : one));
    });
  };

  removePictures: DataApi['removePictures'] = async (id, { split }, indices) => {
    this.told(`removePictures ${split} ${indices.join(' ')}`);
    return this.edit(this.own(id), (held) => {
      held[split] = held[split].filter((_, i) => !indices.includes(i));
    });
  };

  undoChange: DataApi['undoChange'] = async (id) => {
    this.told('undoChange');
    const held = this.held(id);
    Object.assign(held, held.before.pop());
    return this.keptSet(id);
  };

  /** Pictures of a split, for a test to look at. */
  labels(id: DataSetId, split: Split): number[] {
    return this.held(id)[split].map(({ label }) => label);
  }

  private held(id: DataSetId): Held {
    const held = this.sets.get(id);
    if (!held) throw new Error(`There is no data set ${id}.`);
    return held;
  }

  private own(id: DataSetId): KeptId {
    return isKept(id) ? id : this.copy(id, `${this.held(id).info.title}, changed`);
  }

  private copy(from: DataSetId, title: string): KeptId {
    const id: KeptId = `kept:${++this.made}`;
    const { info, train, test } = this.held(from);
    this.sets.set(id, { info: { ...info, id, title }, train, test, before: [] });
    return id;
  }

  private insert(id: KeptId, one: Picture): KeptSet {
    return this.edit(id, (held) => {
      const ofClass = (pictures: Picture[]) =>
        pictures.filter(({ label }) => label === one.label).length;
      const place = ofClass(held.train) + ofClass(held.test) + 1;
      const split = place % 10 === 5 ? 'test' : 'train';
      held[split] = [...held[split], one];
    });
  }

  private edit(id: KeptId, act: (held: Held) => void): KeptSet {
    const held = this.held(id);
    held.before.push({ train: held.train, test: held.test, info: held.info });
    act(held);
    return this.keptSet(id);
  }

  private keptSet(id: KeptId): KeptSet {
    const held = this.held(id);
    const lacking = held.test.length === 0 ? { lacks: 'It has no picture for testing yet.' } : {};
    return { ...infoWithCounts(held), id, bytes: 1000, networks: this.networks, ...lacking };
  }
}

/** What the double finds in any file: two columns that could be the labels, and what is chosen of it. */
export function findingsOf({ labels = 'first', ink = 'dark', classNames }: Choices): Findings {
  const names = classNames ?? (labels === 'first' ? ['0', '1'] : ['A', 'B', 'C']);
  const options = (...values: string[]) => values.map((value) => ({ value, title: value }));
  return {
    title: 'a.csv',
    channels: 1,
    height: side,
    width: side,
    trainCount: 20,
    testCount: 2,
    classes: names.map((name) => ({ name, train: 10, test: 1 })),
    choices: [
      { name: 'labels', value: labels, options: options('first', 'second') },
      { name: 'ink', value: ink, options: options('dark', 'light') },
      { name: 'fit', value: 'squeeze', options: options('squeeze') },
    ],
    paint: { paper: [0], ink: [255] },
    checks: ['Two columns could be the labels.'],
    notes: [],
    pictures: [{ label: 0, split: 'train', pixels: new Uint8Array(side * side) }],
  };
}

/** Files as a file input gives them. */
export function picked(...names: string[]): File[] {
  return names.map((name) => Object.assign(new File([], name), { webkitRelativePath: '' }));
}

export function infoOf(id: DataSetId, title: string, classNames: string[]): DataSetInfo {
  return {
    id,
    title,
    channels: 1,
    height: side,
    width: side,
    classNames,
    trainCount: 0,
    testCount: 0,
    range: [0, 1],
    origin: 'Drawn.',
  };
}

function infoWithCounts({ info, train, test }: Held): DataSetInfo {
  return { ...info, trainCount: train.length, testCount: test.length };
}

function picture(label: number, value: number): Picture {
  return { label, pixels: new Uint8Array(side * side).fill(value) };
}

function summaryOf(pictures: Picture[], classes: number): SplitSummary {
  const counts = Array.from(
    { length: classes },
    (_, label) => pictures.filter((one) => one.label === label).length,
  );
  return { counts, means: counts.map(() => new Uint8Array(side * side)) };
}
