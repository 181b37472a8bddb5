import { load, type LayerSpec } from 'receptive';
import { describe, expect, it } from 'vitest';
import { directionOf, moveIn, placeIn } from '../../../web/client/figure/cursor';
import * as further from '../../../web/client/figure/plan/further';
import { slabsOf } from '../../../web/client/figure/plan/slabs';
import type { Piece, SurfacePlan } from '../../../web/client/figure/plan/surface';
import { planSurface } from '../../../web/client/figure/plan/surfacePlan';
import { fitted } from '../../../web/client/figure/camera';
import { sayPlace } from '../../../web/client/figure/placeWords';
import { tableOf } from '../../../web/client/figure/tileTable';
import { squareAt } from '../../../web/client/figure/surface/find';
import { describeColumns, type Column } from '../../../web/client/paint/columns';
import type { PictureData } from '../../../web/client/paint/pictures';
import { cellAt, cellRect, gridSize } from '../../../web/client/paint/tiles';
import type { DataSetInfo } from '../../../web/protocol/data-sets';

const engine = await load({ variant: 'simd', threads: 1 });

function columnsOf(input: [number, number, number], layers: LayerSpec[]): Column[] {
  const model = engine.model({ input, layers });
  const [channels, height, width] = input;
  const data = { channels, height, width, range: [0, 1] } as unknown as DataSetInfo;
  const columns = describeColumns({ data, layers: model.layers() });
  model.dispose();
  return columns;
}

const inColour = columnsOf(
  [3, 16, 16],
  [
    { type: 'maxPooling2d', poolSize: 2 },
    { type: 'conv2d', filters: 4, kernelSize: 3, activation: 'relu' },
    { type: 'conv2d', filters: 2, kernelSize: 3 },
    { type: 'flatten' },
    { type: 'dense', units: 2 },
  ],
);
const inRows = columnsOf(
  [1, 1, 50],
  [
    { type: 'conv2d', filters: 24, kernelSize: [1, 5], padding: 'same' },
    { type: 'maxPooling2d', poolSize: [1, 2] },
    { type: 'flatten' },
    { type: 'dense', units: 2 },
  ],
);

const desk = { width: 806, height: 594, ratio: 1 };
const phone = { width: 358 * 2, height: 500 * 2, ratio: 2 };

function plansOf(columns: readonly Column[]): [string, SurfacePlan][] {
  const slabs = slabsOf(columns, () => true);
  return [
    ['on a desk', planSurface(slabs, desk, further)!],
    ['on a phone', further.stackSurface(slabs, phone, 2)],
  ];
}

const piece = (plan: SurfacePlan, name: string, band: Piece['band'] = 'maps'): Piece =>
  plan.pieces.find((one) => one.column.name === name && one.band === band)!;

const kinds = { picture: 'picture', filters: 'filters', maps: 'maps' } as const;

function numbers(count: number, length: number): PictureData {
  const values = Float32Array.from({ length: count * length }, (_, i) => i / 1000);
  const indices = Array.from({ length: count }, (_, i) => i);
  return { values, depth: 1, indices, total: count, totalDepth: 1 };
}

describe.each(plansOf(inColour))('a picture in colour %s', (_, plan) => {
  const picture = piece(plan, 'input', 'picture');
  const channels = piece(plan, 'input');

  it('stands over its three channels, which are as wide as it', () => {
    expect(picture.grid).toMatchObject({ shown: 1, columns: 1, rows: 1 });
    expect(channels.grid).toMatchObject({ shown: 3, columns: 3, rows: 1 });
    const [own, below] = [gridSize(picture.grid), gridSize(channels.grid)];
    expect(below.width).toBeCloseTo(own.width, 0);
    expect(channels.left).toBe(picture.left);
    expect(channels.top).toBeGreaterThanOrEqual(picture.top + own.height - 2);
    const place = plan.places.find(({ slab }) => slab.kind === 'input')!;
    expect(channels.top + below.height).toBeLessThanOrEqual(place.top + place.height);
    expect(picture.grid.cell).toBeGreaterThan(2);
  });

  it('and its channels are pointed at as what they are', () => {
    const at = (one: Piece, tile: number) => {
      const { x, y, side } = cellRect(one.grid, { tile, part: 0, row: 2, column: 3 });
      const [left, top] = [one.left + x + side / 2, one.top + y + side / 2];
      // On a phone nothing is pinned; here the ground is the window.
      return squareAt(plan, fitted(plan), kinds, left, top);
    };
    expect(at(picture, 0)).toMatchObject({ kind: 'picture', place: { row: 2, column: 3 } });
    expect(at(channels, 2)).toMatchObject({ kind: 'maps', place: { tile: 2, row: 2, column: 3 } });
  });
});

describe('the channels of a picture', () => {
  const place = { tile: 0, part: 0, row: 2, column: 3, index: 35 };
  const input = inColour[0]!;

  it('are called by their colours where the cursor stands', () => {
    const at = { column: 'input', kind: 'maps', place: { ...place, tile: 1 } } as const;
    expect(sayPlace(input, at, numbers(3, 256))).toBe('input, green, row 3, column 4: 0.2910');
    expect(tableOf(input, at, numbers(3, 256))!.caption).toBe('input: green');
    const all = { values: numbers(3, 256).values, depth: 3 };
    const whole: PictureData = { ...all, indices: [0], total: 1, totalDepth: 3 };
    expect(sayPlace(input, { ...at, kind: 'picture', place }, whole)).toBe(
      'input, red, green, blue, row 3, column 4: 0.03500, 0.2910, 0.5470',
    );
  });

  it('keep their names through layers that change them one by one, and in the filters that read them', () => {
    const named = inColour.filter(({ channels }) => channels).map(({ name }) => name);
    expect(named).toEqual(['input', 'maxPooling2d']);
    const reading = inColour.filter(({ filters, channelsRead }) => filters && channelsRead);
    expect(reading.map(({ name }) => name)).toEqual(['conv2d']);
    const at = {
      column: 'conv2d',
      kind: 'filters',
      place: { ...place, part: 2, index: 0 },
    } as const;
    const filters = { ...numbers(4, 27), depth: 3, totalDepth: 3 };
    expect(sayPlace(reading[0]!, at, filters)).toContain(
      'convolution 1, filter 1 of 4, blue, row 3',
    );
  });

  it('have numbers where there are not three of them, and none where there is one', () => {
    const two = columnsOf([2, 8, 8], [{ type: 'flatten' }, { type: 'dense', units: 2 }]);
    expect(two[0]!.channels).toEqual(['channel 1', 'channel 2']);
    expect(inRows[0]!.channels).toBeUndefined();
    const { pieces } = plansOf(two)[0]![1];
    expect(pieces.map(({ band }) => band)).not.toContain('picture');
  });
});

describe.each(plansOf(inRows))('maps of one row %s', (_, plan) => {
  const { grid } = piece(plan, 'conv2d');

  it('lie row under row as one picture, features down and steps across', () => {
    expect(grid).toMatchObject({ shown: 24, rows: 24, columns: 1, gapX: 0, gapY: 0 });
    const { width, height } = gridSize(grid);
    expect([width - 2 * grid.margin, height - 2 * grid.margin]).toEqual([
      50 * grid.cell,
      24 * grid.cell,
    ]);
    for (const tile of [0, 11, 23]) {
      const { x, y, side } = cellRect(grid, { tile, part: 0, row: 0, column: 7 });
      expect(y).toBe(grid.margin + tile * grid.cell);
      expect(cellAt(grid, x + side / 2, y + side / 2)).toMatchObject({ tile, row: 0, column: 7 });
    }
  });

  it('are made by windows that lie as they do', () => {
    expect(inRows[1]!.filters).toMatchObject({ height: 1, width: 5 });
    const [, conv1d] = columnsOf(
      [1, 1, 50],
      [
        { type: 'conv1d', filters: 24, kernelSize: 5 },
        { type: 'flatten' },
        { type: 'dense', units: 2 },
      ],
    );
    expect(conv1d).toMatchObject({ detail: '1×5', filters: { height: 1, width: 5 } });
  });

  it('are gone through by keys, up and down from feature to feature', () => {
    const from = placeIn(grid, 4, 0, 11);
    const to = (key: string) => moveIn(grid, from, directionOf(key)!);
    expect(to('ArrowDown')).toMatchObject({ tile: 5, row: 0, column: 11 });
    expect(to('ArrowUp')).toMatchObject({ tile: 3, row: 0, column: 11 });
    expect(to('ArrowRight')).toMatchObject({ tile: 4, column: 12 });
    expect(moveIn(grid, placeIn(grid, 23, 0, 11), 'down')).toBeUndefined();
    const column = inRows[1]!;
    const at = { column: column.name, kind: 'maps', place: from } as const;
    expect(sayPlace(column, at, numbers(24, 50))).toBe(
      'convolution, feature 5 of 24, step 12: 0.2110',
    );
  });
});
