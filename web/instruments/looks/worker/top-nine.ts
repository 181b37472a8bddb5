import type { LayerInfo, TopTable } from 'receptive';
import type { TopNineQuestion } from '../commands';
import {
  excitableLayers,
  type PictureFilters,
  type TopNine,
  type TopOfMap,
  type TopPicture,
} from '../protocol';
import { Pace } from '../../../worker/host/measuring';
import type { Look } from '../../../worker/host/run-host';

/** Milliseconds of looking for one answer, and of one piece of it. */
const answerMilliseconds = 150;
const pieceMilliseconds = 16;

/**
 * The nine pictures of a split that excite each map most: of all layers at once, because every
 * picture goes through all of them anyway.
 */
export class TopSearch {
  readonly fromStep: number;
  private toStep: number;
  private done = 0;
  private table: TopTable;
  private readonly pace = new Pace(pieceMilliseconds);
  /** Begun by hand, or by the first question. */
  constructor(
    private readonly look: Look,
    private readonly split: 'test' | 'train',
  ) {
    this.fromStep = this.toStep = look.step;
    const layers = excitableLayers(look.layers).map((layer) => layer.name);
    this.table = look.model.looks.topTable(layers);
  }

  private get total(): number {
    return this.look.data[this.split].count;
  }

  /** Looks at more pictures, unless all were seen or `isNewest` says that nobody waits. */
  async goOn(isNewest: () => boolean): Promise<boolean> {
    let spent = 0;
    while (spent < answerMilliseconds && this.done < this.total) {
      await this.look.giveWay();
      if (!isNewest()) return false;
      const count = Math.min(this.pace.count, this.total - this.done);
      const start = performance.now();
      const data = this.look.data[this.split];
      this.table = this.look.model.looks.findTop(this.table, data, this.done, count);
      const took = performance.now() - start;
      this.pace.record(count, took);
      spent += took;
      this.done += count;
      this.toStep = this.look.step;
    }
    return true;
  }

  answer({ layer: name, first, count, order }: TopNineQuestion): TopNine {
    const { look } = this;
    const layer = look.layers.find((one) => one.name === name);
    const start = layer ? this.firstRowOf(layer) : undefined;
    if (!layer || start === undefined) throw new Error(`There is no layer '${name}' to look at.`);
    const [mapCount] = layer.outputShape;
    const numbers = Array.from({ length: mapCount }, (_, map) => map);
    if (order === 'strongest') {
      const best = (map: number) => this.table.values[(start + map) * this.table.keep]!;
      numbers.sort((a, b) => best(b) - best(a) || a - b);
    }
    const shown = numbers.slice(first, first + count);
    const pictures = new PictureList();
    const maps = shown.map((map) => this.topOf(layer, map, start + map, pictures));
    const filters = filtersOf(look, layer, shown);
    return {
      run: look.run,
      split: this.split,
      layer: name,
      fromStep: this.fromStep,
      toStep: this.toStep,
      done: this.done,
      total: this.total,
      mapCount,
      maps,
      pictures: pictures.read(look, this.split),
      ...(filters ? { filters } : {}),
    };
  }

  private firstRowOf(layer: LayerInfo): number | undefined {
    let row = 0;
    for (const { name, outputShape } of excitableLayers(this.look.layers)) {
      if (name === layer.name) return row;
      row += outputShape[0];
    }
    return undefined;
  }

  private topOf(layer: LayerInfo, map: number, row: number, pictures: PictureList): TopOfMap {
    const { keep, values, examples, places } = this.table;
    const found: TopPicture[] = [];
    for (let at = row * keep; at < (row + 1) * keep; ++at) {
      const example = examples[at]!;
      // A relu that no picture reaches has nothing to show.
      if (example < 0 || (values[at] === 0 && isRectified(layer))) continue;
      const width = layer.outputShape[2];
      const place = { row: Math.floor(places[at]! / width), column: places[at]! % width };
      found.push({
        picture: pictures.place(example),
        value: values[at]!,
        ...place,
        box: boxOf(layer, place, this.look.data.info),
      });
    }
    return { map, pictures: found };
  }
}

/** What a place of a layer sees; layers whose units know no place see the whole picture. */
export function boxOf(
  layer: Pick<LayerInfo, 'receptiveField' | 'stride' | 'offset' | 'outputShape'>,
  { row, column }: { row: number; column: number },
  picture: { height: number; width: number },
): TopPicture['box'] {
  const [height, width] = layer.receptiveField;
  if (layer.outputShape[1] * layer.outputShape[2] === 1) {
    return [0, 0, picture.height, picture.width];
  }
  const top = layer.offset[0] + row * layer.stride[0] - (height - 1) / 2;
  const left = layer.offset[1] + column * layer.stride[1] - (width - 1) / 2;
  return [Math.round(top), Math.round(left), height, width];
}

function isRectified(layer: LayerInfo): boolean {
  return /relu|pool/i.test(layer.type);
}

/** The pictures of an answer, each once. */
class PictureList {
  private readonly places = new Map<number, number>();

  place(index: number): number {
    const known = this.places.get(index);
    if (known !== undefined) return known;
    this.places.set(index, this.places.size);
    return this.places.size - 1;
  }

  read(look: Look, split: 'test' | 'train'): TopNine['pictures'] {
    const labels = look.data.labels(split);
    return [...this.places.keys()].map((index) => ({
      index,
      label: labels[index]!,
      pixels: look.data.pixels(split, index, 1),
    }));
  }
}

/** Where a layer's maps come one by one from those of a convolution that reads the picture. */
function filtersOf(
  look: Look,
  layer: LayerInfo,
  maps: readonly number[],
): PictureFilters | undefined {
  const { layers, model } = look;
  let maker: LayerInfo | undefined = layer;
  while (maker && !/conv/i.test(maker.type)) {
    if (maker.inputs.length !== 1 || /dense|flatten|global|reshape/i.test(maker.type))
      return undefined;
    const before: LayerInfo | undefined = layers.find(({ name }) => name === maker!.inputs[0]);
    if (before?.outputShape[0] !== layer.outputShape[0]) return undefined;
    maker = before;
  }
  const weight = maker?.parameters.find(({ shape }) => shape.length === 4);
  if (!maker || !weight || maker.inputs[0] !== 'input' || /transpose/i.test(maker.type)) {
    return undefined;
  }
  const [, depth, height, width] = weight.shape as [number, number, number, number];
  const { value } = model.parameter(weight.name);
  const size = depth * height * width;
  return {
    layer: maker.name,
    depth,
    height,
    width,
    values: maps.map((map) => value.slice(map * size, (map + 1) * size)),
    largest: value.reduce((most, one) => Math.max(most, Math.abs(one)), 0),
  };
}
