/** One thing that reads others; `reads` are names, in the order of the network. */
export interface GraphNode {
  name: string;
  reads: readonly string[];
}

/** Where a layer stands in the picture of a network. */
export interface Seat {
  /** Longest way from the input, in layers. */
  depth: number;
  /** Row among branches that run side by side: 0 is the main road. */
  lane: number;
}

export interface Edge {
  from: string;
  to: string;
  /** Over what it skips: other layers stand in its way along the lane. */
  arc: boolean;
}

export interface Graph {
  seats: Map<string, Seat>;
  edges: Edge[];
  /** Lanes in use at each depth, by layers or by lines that pass. */
  lanes: number[];
}

/**
 * Seats for the layers of a network: by depth from left to right, branches of the same depth in rows.
 *
 * A layer stays in the lane of the first layer that it reads where that is free, so that a branch runs
 * straight; where branches meet again, the lane is the uppermost of theirs.
 *
 * @param nodes In an order in which a layer comes after all that it reads.
 */
export function seatLayers(nodes: readonly GraphNode[]): Graph {
  const depths = new Map<string, number>();
  for (const { name, reads } of nodes) {
    depths.set(name, Math.max(-1, ...reads.map((one) => depths.get(one) ?? -1)) + 1);
  }
  const lastReader = new Map<string, number>();
  for (const { name, reads } of nodes) {
    for (const one of reads) {
      lastReader.set(one, Math.max(lastReader.get(one) ?? 0, depths.get(name)!));
    }
  }
  const seats = new Map<string, Seat>();
  const taken = new Set<string>();
  const place = (depth: number, lane: number): string => `${depth} ${lane}`;
  // Depth by depth, so that a branch has its lane before the next layers look for theirs.
  const inOrder = [...nodes].sort((a, b) => depths.get(a.name)! - depths.get(b.name)!);
  const passing = new Set<string>();
  for (const { name, reads } of inOrder) {
    const depth = depths.get(name)!;
    const wanted = reads.map((one) => seats.get(one)!.lane);
    let lane = wanted.length > 0 ? (reads.length > 1 ? Math.min(...wanted) : wanted[0]!) : 0;
    const free = (at: number): boolean =>
      !taken.has(place(depth, at)) && !passing.has(place(depth, at));
    if (!free(lane)) {
      lane = 0;
      while (!free(lane)) ++lane;
    }
    seats.set(name, { depth, lane });
    taken.add(place(depth, lane));
    // A branch whose only readers are further on keeps its lane free up to them.
    const readers = nodes.filter((one) => one.reads.includes(name));
    const nearest = Math.min(nodes.length, ...readers.map((one) => depths.get(one.name)!));
    if (readers.length === 0) continue;
    for (let at = depth + 1; at < nearest; ++at) passing.add(place(at, lane));
  }
  const edges = nodes.flatMap(({ name, reads }) =>
    reads.map((from): Edge => {
      const [start, end] = [seats.get(from)!, seats.get(name)!];
      let arc = false;
      for (let at = start.depth + 1; at < end.depth; ++at) {
        arc ||= taken.has(place(at, start.lane));
      }
      return { from, to: name, arc };
    }),
  );
  const most = Math.max(0, ...depths.values());
  const lanes = Array.from({ length: most + 1 }, () => 1);
  for (const key of [...taken, ...passing]) {
    const [depth, lane] = key.split(' ').map(Number) as [number, number];
    lanes[depth] = Math.max(lanes[depth] ?? 1, lane + 1);
  }
  return { seats, edges, lanes };
}
