import { describe, expect, it } from 'vitest';
import { planBranches } from '../../../web/client/figure/plan/branchPlan';
import { planFigure } from '../../../web/client/figure/plan/figurePlan';
import type { PlanNode } from '../../../web/client/figure/plan/figure';
import { filterShape, gridSize, mapShape } from '../../../web/client/paint/tiles';
import { seatLayers } from '../../../web/client/paint/graph';

interface Given {
  name: string;
  reads: string[];
  maps: PlanNode['maps'];
  filters?: PlanNode['maps'];
}

function nodesOf(given: Given[]) {
  const graph = seatLayers(given);
  const columns = given.map(({ name, maps, filters }, i): PlanNode => ({
    name,
    kind: i === 0 ? 'input' : i === given.length - 1 ? 'output' : 'layer',
    maps,
    ...(filters ? { filters } : {}),
    ...graph.seats.get(name)!,
  }));
  return { graph, columns };
}

const conv = (name: string, reads: string, count = 16, side = 14): Given => ({
  name,
  reads: [reads],
  maps: mapShape(count, side, side),
  filters: filterShape(16, 8, 3, 3),
});

const inception: Given[] = [
  { name: 'input', reads: [], maps: mapShape(1, 28, 28) },
  conv('stem', 'input', 16, 28),
  conv('one', 'stem'),
  conv('small3', 'stem'),
  conv('three', 'small3'),
  conv('small5', 'stem'),
  conv('five', 'small5'),
  { name: 'pool', reads: ['stem'], maps: mapShape(16, 14, 14) },
  conv('pooled', 'pool'),
  { name: 'join', reads: ['one', 'three', 'five', 'pooled'], maps: mapShape(16, 14, 14) },
  { name: 'dense', reads: ['join'], maps: mapShape(10, 1, 1), filters: filterShape(10, 8, 14, 14) },
];

const residual: Given[] = [
  { name: 'input', reads: [], maps: mapShape(1, 28, 28) },
  conv('stem', 'input'),
  ...Array.from({ length: 8 }, (_, i): Given[] => {
    const from = i === 0 ? 'stem' : `add${i - 1}`;
    const add = { name: `add${i}`, reads: [`b${i}`, from], maps: mapShape(16, 14, 14) };
    return [conv(`a${i}`, from), conv(`b${i}`, `a${i}`), add];
  }).flat(),
  { name: 'dense', reads: ['add7'], maps: mapShape(10, 1, 1) },
];

describe.each([
  ['inception', inception],
  ['residual', residual],
])('the plan of a branched network: %s', (_name, given) => {
  it.each([
    [710, 350, 1],
    [710, 350, 2],
    [710, 240, 1.5],
    [1300, 500, 1],
  ])('keeps pictures in their cells and cells apart in %d x %d at %d', (width, height, ratio) => {
    const { graph, columns } = nodesOf(given);
    const box = { width: Math.floor(width * ratio), height: Math.floor(height * ratio) };
    const plan = planFigure(columns, graph, box, 18, ratio, planBranches);
    expect(plan.width).toBeGreaterThanOrEqual(box.width);
    for (const band of ['maps', 'filters'] as const) {
      const limit = band === 'maps' ? plan.mapsHeight : plan.filtersHeight;
      plan.nodes.forEach((node, i) => {
        const cell = node[band];
        if (!cell) return;
        expect(cell.grid.shown, `${columns[i]!.name} ${band}`).toBeGreaterThan(0);
        expect(cell.top).toBeGreaterThanOrEqual(0);
        expect(cell.top + cell.height).toBeLessThanOrEqual(limit + 1);
        expect(gridSize(cell.grid).height).toBeLessThanOrEqual(cell.height);
        if (columns[i]!.kind !== 'output') {
          expect(gridSize(cell.grid).width).toBeLessThanOrEqual(node.width);
        }
        plan.nodes.forEach((other, j) => {
          const its = other[band];
          if (!its || j <= i || columns[j]!.depth !== columns[i]!.depth) return;
          const apart =
            cell.top + cell.height <= its.top + 1 || its.top + its.height <= cell.top + 1;
          expect(apart, `${columns[i]!.name} and ${columns[j]!.name}`).toBe(true);
        });
      });
    }
    const lefts = columns.map(({ depth }, i) => ({ depth, ...plan.nodes[i]! }));
    lefts.sort((a, b) => a.depth - b.depth);
    lefts.slice(1).forEach((node, i) => {
      const before = lefts[i]!;
      if (before.depth < node.depth) expect(before.left + before.width).toBeLessThan(node.left);
    });
  });
});

it('leaves a sequence to the plan of one row, in the middle of a wide window', () => {
  const { graph, columns } = nodesOf([
    { name: 'input', reads: [], maps: mapShape(1, 9, 9) },
    conv('conv', 'input', 3, 7),
    { name: 'dense', reads: ['conv'], maps: mapShape(2, 1, 1), filters: filterShape(2, 3, 7, 7) },
  ]);
  const plan = planFigure(columns, graph, { width: 1600, height: 400 }, 5, 1);
  const last = plan.nodes.at(-1)!;
  expect(Math.abs(plan.nodes[0]!.left - (1600 - last.left - last.width))).toBeLessThanOrEqual(1);
});
