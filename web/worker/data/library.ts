import type { Engine } from 'receptive';
import { isKept, type DataSetId, type KeptId } from '../../protocol/data-sets';
import type { Experiment } from '../../protocol/experiment';
import { dataSetOfPictures, type DataSet } from './data-set';
import { generate } from './generated';
import { lacking } from './kept-info';
import type { KeptSets } from './kept-sets';
import { missing } from './set-name';
import { copyDataSet } from './move';

/** Of X and O, where nobody says how hard. */
const usualDifficulty = 0.5;

/**
 * The data sets that are in one engine's memory. Those that are neither in a run nor were asked for
 * last are freed; MNIST stays, as it takes a while to come.
 */
export class Library {
  private readonly shelf = new Map<string, DataSet>();
  private newest = '';

  constructor(
    private readonly engine: Engine,
    private readonly kept: KeptSets,
  ) {}

  get hasMnist(): boolean {
    return this.shelf.has('mnist');
  }

  /** The data of an experiment, held for the caller, who must `release()` it. */
  async take({ data: id, difficulty }: Pick<Experiment, 'data' | 'difficulty'>): Promise<DataSet> {
    if (isKept(id)) return this.takeKept(id);
    if (id === 'mnist') {
      const mnist = this.shelf.get(id);
      if (mnist) return mnist.hold();
      throw new Error('MNIST is not loaded yet: download it, or open its four files.');
    }
    const key = id === 'digits' ? id : `${id} ${difficulty}`;
    return this.find(key, () => generate(this.engine, id, difficulty));
  }

  /** As `take`, to look at: X and O as they are just now. */
  look(id: DataSetId): Promise<DataSet> {
    const here = [...this.shelf.values()].reverse().find(({ info }) => info.id === id);
    if (here && !isKept(id)) return Promise.resolve(here.hold());
    return this.take({ data: id, difficulty: usualDifficulty });
  }

  /** In place of what was MNIST before; the library holds it from now on. */
  putMnist(data: DataSet): void {
    this.shelf.get('mnist')?.release();
    this.shelf.set('mnist', data);
  }

  /** Frees what nobody uses. */
  tidy(): void {
    for (const [key, data] of this.shelf) {
      if (data.shared || key === 'mnist' || key === this.newest) continue;
      this.shelf.delete(key);
      data.release();
    }
  }

  /** The same data in another engine, as far as it cannot be had anew. This library stays as it is. */
  copyTo(engine: Engine): Library {
    const copy = new Library(engine, this.kept);
    const mnist = this.shelf.get('mnist');
    if (mnist) copy.putMnist(copyDataSet(mnist, engine));
    return copy;
  }

  private async takeKept(id: KeptId): Promise<DataSet> {
    const open = await this.kept.open(id);
    if (!open) throw new Error(missing(id));
    const { record, set, note } = open;
    const lacks = lacking(record);
    if (lacks !== undefined) throw new Error(`“${record.title}” cannot be trained yet. ${lacks}`);
    const { title, origin } = record;
    return this.find(`${id} ${record.version}`, () => {
      const data = dataSetOfPictures(this.engine, set, { id, title, origin });
      if (note !== undefined) data.info.note = note;
      return data;
    });
  }

  private find(key: string, make: () => DataSet): DataSet {
    let data = this.shelf.get(key);
    if (!data) {
      data = make();
      this.shelf.set(key, data);
    }
    data.hold();
    this.newest = key;
    this.tidy();
    return data;
  }
}
