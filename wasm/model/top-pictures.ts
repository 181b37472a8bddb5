import { checkFloats, checkInts, checkWhole, listOf, readOptions } from '../border/checks.js';
import { newFloats } from '../border/core.js';
import { unexpected } from '../border/errors.js';
import { CoreDataset, type EngineDataset } from '../data/dataset.js';
import type { ModelHold } from './hold.js';
import { layerOf } from './targets.js';

export interface TopTable {
  /** Rows: the maps of these layers, layer after layer. */
  layers: string[];
  /** Pictures in each row, the strongest first. */
  keep: number;
  /** One for each place of each row. */
  values: Float32Array;
  /** Numbers in the data set, -1 where there is no picture (yet). */
  examples: Int32Array;
  /** row * width + column in the map, of its largest value. */
  places: Int32Array;
}

/** The pictures of a set that excite each map most. */
export interface ModelTopPictures {
  /** A table without pictures, to be filled by `findTop`. `keep` defaults to 9. */
  topTable(layers: readonly string[], keep?: number): TopTable;
  /** Puts what is stronger among examples first .. first + count - 1 into the table. */
  findTop(table: TopTable, data: EngineDataset, first: number, count: number): TopTable;
}

const tableKeys = ['layers', 'keep', 'values', 'examples', 'places'] as const;
/** Value, example, place. */
const topBytes = 12;

export function topPicturesOf(hold: ModelHold): ModelTopPictures {
  const { core } = hold;
  const rowsOf = (layers: readonly string[]): number => {
    if (layers.length === 0) throw unexpected('layers', 'names of layers', 'none');
    return layers.reduce((rows, name) => rows + layerOf(hold, name).outputShape[0], 0);
  };
  const namesOf = (layers: unknown): string[] =>
    listOf('layers', layers, hold.layers.length, 'names').map((name) => layerOf(hold, name).name);
  return {
    topTable(layers, keep = 9) {
      void hold.object;
      checkWhole('keep', keep, 1, 1000);
      const names = namesOf(layers);
      const places = rowsOf(names) * keep;
      return {
        layers: names,
        keep,
        values: newFloats(places),
        examples: new Int32Array(places).fill(-1),
        places: new Int32Array(places),
      };
    },

    findTop(table, data, first, count) {
      const { object } = hold;
      const dataObject = CoreDataset.objectOf(core, data);
      checkWhole('first', first, 0, data.count - 1);
      checkWhole('count', count, 1, data.count - first);
      const given = readOptions('table', table, tableKeys);
      const { keep, values, examples, places } = given;
      const layers = namesOf(given.layers);
      checkWhole('table.keep', keep, 1, 1000);
      const length = rowsOf(layers) * keep;
      checkFloats('table.values', values);
      checkInts('table.examples', examples);
      checkInts('table.places', places);
      for (const [name, column] of Object.entries({ values, examples, places })) {
        if (column.length !== length) {
          throw unexpected(`table.${name}`, `${length}`, `${column.length}`);
        }
      }
      const nodes = Int32Array.from(layers, (layer) => hold.nodeOf(layer));
      const packed = packTable(given);
      return core.withArrays([packed, nodes], 0, ([at, list]) => {
        core.raw.looksFindTop(
          ...([object, dataObject, first, count, list!, nodes.length, keep, at!] as const),
        );
        return unpackTable(core.bytes(at!, packed.length), { layers, keep });
      });
    },
  };
}

/** As the core keeps a table. */
function packTable({ values, examples, places }: TopTable): Uint8Array {
  const bytes = new Uint8Array(values.length * topBytes);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => {
    view.setFloat32(i * topBytes, value, true);
    view.setInt32(i * topBytes + 4, examples[i]!, true);
    view.setInt32(i * topBytes + 8, places[i]!, true);
  });
  return bytes;
}

/** The inverse of `packTable`. */
function unpackTable(bytes: Uint8Array, about: Pick<TopTable, 'layers' | 'keep'>): TopTable {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = bytes.length / topBytes;
  const read = { length };
  return {
    ...about,
    values: Float32Array.from(read, (_, i) => view.getFloat32(i * topBytes, true)),
    examples: Int32Array.from(read, (_, i) => view.getInt32(i * topBytes + 4, true)),
    places: Int32Array.from(read, (_, i) => view.getInt32(i * topBytes + 8, true)),
  };
}
