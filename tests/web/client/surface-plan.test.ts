import { load, type Preset } from 'receptive';
import { describe, expect, it } from 'vitest';
import { foldColumns } from '../../../web/client/figure/plan/folding';
import * as further from '../../../web/client/figure/plan/further';
import { opensWhole, slabsOf, type Slabs } from '../../../web/client/figure/plan/slabs';
import type { Piece, SurfacePlan } from '../../../web/client/figure/plan/surface';
import { planSurface } from '../../../web/client/figure/plan/surfacePlan';
import { describeColumns, type Column } from '../../../web/client/paint/columns';
import { gridSize } from '../../../web/client/paint/tiles';

const engine = await load({ variant: 'simd', threads: 1 });
const presets = engine.presets().filter(({ data }) => !data.includes('sentences'));

function columnsOf({ spec }: Preset): Column[] {
  const model = engine.model(spec);
  const [channels, height, width] = spec.input;
  const columns = describeColumns({
    data: { channels, height, width } as Parameters<typeof describeColumns>[0]['data'],
    layers: model.layers(),
  });
  model.dispose();
  return columns;
}
const networks = new Map(presets.map((preset) => [preset.name, columnsOf(preset)]));
const named = (name: string): Column[] => networks.get(name)!;
const names = (columns: readonly Column[]): string[] => columns.map(({ name }) => name);

const closed = (columns: readonly Column[]): Slabs => slabsOf(columns, () => false);
const open = (columns: readonly Column[]): Slabs => slabsOf(columns, () => true);

describe('layers that belong together', () => {
  it('are a convolution and what changes its maps one by one', () => {
    const groups = foldColumns(named('keras-cnn'));
    expect(groups.map(({ members }) => names(members))).toEqual([
      ['input'],
      ['conv2d', 'conv2d_relu', 'maxPooling2d'],
      ['conv2d_1', 'conv2d_1_relu', 'maxPooling2d_1'],
      ['dense', 'dense_relu'],
      ['dense_1'],
    ]);
  });

  it('take along what only prepares the picture', () => {
    const [input, first] = foldColumns(named('lenet5'));
    expect(names(input!.members)).toEqual(['input']);
    expect(names(first!.members).slice(0, 3)).toEqual(['zeroPadding2d', 'rescaling', 'c1']);
  });

  it('are all the branches of a block, up to where they meet', () => {
    const groups = foldColumns(named('small-inception'));
    const blocks = groups.filter(({ block }) => block).map(({ members }) => names(members));
    expect(blocks.map((block) => block[0])).toEqual(['mixed1_1x1', 'mixed2_1x1']);
    expect(blocks[0]).toContain('mixed1');
    expect(foldColumns(named('small-resnet')).filter(({ block }) => block)).toHaveLength(4);
  });

  it.each([...networks])('are each in one group, in the order of the network: %s', (_, columns) => {
    expect(foldColumns(columns).flatMap(({ members }) => names(members))).toEqual(names(columns));
  });
});

it('shows few layers one by one, and folds what is long or branches', () => {
  expect(opensWhole(named('xo-three-filters'))).toBe(true);
  expect(opensWhole(named('small-resnet'))).toBe(false);
  expect(opensWhole(named('small-inception'))).toBe(false);
});

it('reads a folded slab where one of its layers was read', () => {
  const { all } = closed(named('small-resnet'));
  expect(all.slice(1).map(({ reads }, i) => reads[0] === all[i]!.name)).not.toContain(false);
  expect(all.every(({ lane }) => lane === 0)).toBe(true);
});

const rooms = [
  [806, 594, 1],
  [1150, 640, 2],
  [2600, 1100, 1],
] as const;

describe.each([...networks])('the plan of %s', (name, columns) => {
  it.each(rooms)('lies in %d x %d at %d, folded', (width, height, ratio) => {
    const room = { width: width * ratio, height: height * ratio, ratio };
    const plan = planSurface(closed(columns), room, further)!;
    inPlace(plan);
    for (const { slab, width: wide, left } of plan.places) {
      expect(wide / ratio, `${slab.name} is wide enough`).toBeGreaterThanOrEqual(64);
      expect(left).toBeGreaterThanOrEqual(0);
    }
    // Everything in sight at zoom 1.
    expect(plan.ground.width, name).toBeLessThanOrEqual(plan.window.width + 1);
    expect(plan.height).toBeLessThanOrEqual(room.height + 1);
  });

  it('lies apart when everything is opened', () => {
    const room = { width: 806, height: 594, ratio: 1 };
    inPlace(planSurface(open(columns), room, further)!);
  });

  it('stands on a phone, as high as it has to be', () => {
    const room = { width: 358 * 3, height: 500 * 3, ratio: 3 };
    const plan = further.stackSurface(closed(columns), room, 10);
    inPlace(plan);
    for (const piece of plan.pieces) {
      const { width } = gridSize(piece.grid);
      expect(piece.left).toBeGreaterThanOrEqual(0);
      expect(piece.left + width).toBeLessThanOrEqual(room.width + 1);
    }
  });
});

/** Pictures lie in the boxes of their slabs, and slabs do not lie on each other. */
function inPlace(plan: SurfacePlan): void {
  for (const piece of plan.pieces) {
    const place = plan.places.find(({ slab }) => slab.name === piece.slab.name)!;
    expect(piece.grid.shown, label(piece)).toBeGreaterThan(0);
    if (piece.slab.kind === 'output') continue;
    const { width, height } = gridSize(piece.grid);
    expect(piece.left, label(piece)).toBeGreaterThanOrEqual(place.left - 1);
    expect(piece.left + width, label(piece)).toBeLessThanOrEqual(place.left + place.width + 1);
    expect(piece.top + height, label(piece)).toBeLessThanOrEqual(place.top + place.height + 1);
  }
  plan.places.forEach((one, i) => {
    for (const other of plan.places.slice(i + 1)) {
      const apart =
        one.left + one.width <= other.left + 1 ||
        other.left + other.width <= one.left + 1 ||
        one.top + one.height <= other.top + 1 ||
        other.top + other.height <= one.top + 1;
      // Filters of branches stand in rows of their own, over all of their maps.
      const lanes = one.slab.depth === other.slab.depth;
      expect(apart || lanes, `${one.slab.name} and ${other.slab.name}`).toBe(true);
    }
  });
}

function label({ column, band }: Piece): string {
  return `${column.name} ${band}`;
}

it('goes on in a second row where a chain is too long', () => {
  const long = named('small-resnet');
  const room = { width: 520, height: 594, ratio: 1 };
  const plan = planSurface(closed(long), room, further)!;
  const tops = new Set(plan.places.filter(({ pin }) => !pin).map(({ top }) => top));
  expect(tops.size).toBeGreaterThan(1);
  expect(planSurface(closed(long), room, undefined)).toBeUndefined();
});

it('shows all maps of a slab, as large as before, and keeps the answer at the window’s edge', () => {
  const slabs = closed(named('keras-cnn'));
  const room = { width: 806, height: 594, ratio: 1 };
  const before = planSurface(slabs, room, further)!;
  const plan = planSurface(slabs, room, further, 'conv2d')!;
  const maps = (of: SurfacePlan): Piece =>
    of.pieces.find(({ column }) => column.name === 'maxPooling2d')!;
  expect(maps(before).grid.shown).toBeLessThan(32);
  expect(maps(plan).grid).toMatchObject({ shown: 32, cell: maps(before).grid.cell });
  expect(plan.ground.width).toBeGreaterThan(plan.window.width);
  expect(plan.window.left + plan.window.width).toBeLessThan(room.width);
  inPlace(plan);
});
