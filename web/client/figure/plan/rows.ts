import { fitTiles } from '../../paint/tiles';
import type { FigurePlan } from './figure';
import { planFigure } from './figurePlan';
import { mapOptions, measures } from './planWishes';
import type { Slab } from './slabs';
import { surfaceMeasures, type Room } from './surface';

/** Slabs that were planned together, and where their top left corner lies. */
export interface Row {
  slabs: readonly Slab[];
  plan: FigurePlan;
  left: number;
  top: number;
}

/** Lower rows, in CSS pixels, have no room for pictures. */
const leastHeight = 190;
/** Side of the input beside several rows, in CSS pixels. */
const inputSide = 128;
const gap = 26;

/** A long chain in as many rows as it takes, each from left to right, between the input and the answer. */
export function planRows(slabs: readonly Slab[], room: Room): Row[] {
  const { ratio } = room;
  const middle = slabs.filter(({ kind }) => kind === 'layer');
  const [left, right] = [inputSide * ratio, measures.output * ratio];
  const width = room.width - left - right - 2 * gap * ratio;
  const [head, bands] = [surfaceMeasures.head * ratio, surfaceMeasures.bands * ratio];
  const most = Math.max(2, Math.floor(room.height / (leastHeight * ratio)));
  let rows: Row[] = [];
  for (let count = 2; count <= most; ++count) {
    const each = Math.floor(room.height / count);
    const long = Math.ceil(middle.length / count);
    rows = Array.from({ length: count }, (_, i): Row => {
      const own = middle.slice(i * long, (i + 1) * long);
      const box = { width, height: each - head - bands };
      const chain = { edges: [], lanes: own.map(() => 1) };
      const plan = planFigure(own, chain, box, surfaceMeasures.note, ratio);
      return { slabs: own, plan, left: left + gap * ratio, top: i * each };
    }).filter((row) => row.slabs.length > 0);
    if (rows.every(({ plan }) => plan.width <= width)) break;
  }
  const widest = Math.max(width, ...rows.map(({ plan }) => plan.width));
  const ends = slabs.filter(({ kind }) => kind !== 'layer');
  return [
    ...rows,
    ...ends.map((end): Row => {
      const first = end.kind === 'input';
      const own = first ? left : right;
      const grid = fitTiles(end.maps, { width: own, height: room.height }, mapOptions(ratio));
      const height = room.height - head;
      const maps = { grid, top: 0, height };
      const plan = {
        nodes: [{ left: 0, width: own, maps }],
        ...{ width: own, filtersHeight: 0, mapsHeight: height },
      };
      return {
        ...{ slabs: [end], plan, top: 0 },
        left: first ? 0 : left + widest + 2 * gap * ratio,
      };
    }),
  ];
}
