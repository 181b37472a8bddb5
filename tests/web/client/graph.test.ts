import { describe, expect, it } from 'vitest';
import { arcLevels } from '../../../web/client/figure/plan/flowLines';
import { seatLayers, type GraphNode } from '../../../web/client/paint/graph';

const node = (name: string, ...reads: string[]): GraphNode => ({ name, reads });
const seatsOf = (nodes: GraphNode[]) =>
  Object.fromEntries(
    [...seatLayers(nodes).seats].map(([name, { depth, lane }]) => [name, `${depth},${lane}`]),
  );

describe('the seats of layers', () => {
  it('follow each other in a sequence', () => {
    const graph = seatLayers([node('input'), node('conv', 'input'), node('dense', 'conv')]);
    expect([...graph.seats.values()]).toEqual([
      { depth: 0, lane: 0 },
      { depth: 1, lane: 0 },
      { depth: 2, lane: 0 },
    ]);
    expect(graph.lanes).toEqual([1, 1, 1]);
    expect(graph.edges.some((edge) => edge.arc)).toBe(false);
  });

  const residual = [
    node('input'),
    node('a', 'input'),
    node('b', 'a'),
    node('add', 'b', 'input'),
    node('out', 'add'),
  ];

  it('draw a skip as an arc over what it skips', () => {
    const { edges, lanes } = seatLayers(residual);
    expect(edges.filter((edge) => edge.arc)).toEqual([{ from: 'input', to: 'add', arc: true }]);
    expect(Math.max(...lanes)).toBe(1);
  });

  it('put a shortcut with a layer of its own into a side lane, which stays free to its end', () => {
    const nodes = [
      node('input'),
      node('a', 'input'),
      node('b', 'a'),
      node('c', 'b'),
      node('short', 'input'),
      node('add', 'c', 'short'),
    ];
    expect(seatsOf(nodes)).toEqual({
      input: '0,0',
      a: '1,0',
      b: '2,0',
      c: '3,0',
      short: '1,1',
      add: '4,0',
    });
    const { lanes, edges } = seatLayers(nodes);
    expect(lanes).toEqual([1, 2, 2, 2, 1]);
    expect(edges.some((edge) => edge.arc)).toBe(false);
  });

  it('keep each branch of an inception block in its row, and meet in the first', () => {
    const nodes = [
      node('stem'),
      node('one', 'stem'),
      node('threeSmall', 'stem'),
      node('three', 'threeSmall'),
      node('pool', 'stem'),
      node('pooled', 'pool'),
      node('join', 'one', 'three', 'pooled'),
    ];
    const seats = seatsOf(nodes);
    expect(seats).toMatchObject({ one: '1,0', threeSmall: '1,1', three: '2,1', pool: '1,2' });
    expect(seats).toMatchObject({ pooled: '2,2', join: '3,0' });
    // The first branch is shorter: its row stays empty up to the join.
    expect(seatLayers(nodes).lanes).toEqual([1, 3, 3, 1]);
  });

  it('never give two layers the same seat', () => {
    const nodes = [node('0')];
    for (let i = 1; i < 40; ++i) {
      const reads = [...new Set([`${Math.floor(i / 2)}`, `${(i * 7) % i}`, `${i - 1}`])];
      nodes.push(node(`${i}`, ...reads.slice(0, 1 + (i % 3))));
    }
    const seats = Object.values(seatsOf(nodes));
    expect(new Set(seats).size).toBe(seats.length);
  });

  it('lay long arcs over short ones', () => {
    const { edges, seats } = seatLayers([
      node('a'),
      node('b', 'a'),
      node('c', 'b', 'a'),
      node('d', 'c', 'a'),
    ]);
    const columns = [...seats].map(([name, { depth }]) => ({ name, depth }));
    const levels = arcLevels(columns, edges);
    const level = (to: string) => [...levels].find(([edge]) => edge.to === to)?.[1];
    expect([level('c'), level('d')]).toEqual([0, 1]);
  });
});
