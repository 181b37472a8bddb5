import type { Edge } from '../../paint/graph';

/** Between two lines that skip layers side by side, in CSS pixels. */
export const arcPitch = 9;

/** A layer's pictures as a line meets them, in CSS pixels of the figure. */
export interface Station {
  left: number;
  right: number;
  /** Middle of the pictures. */
  y: number;
}

/** Level of each skipping line, so that those over the same layers do not lie on each other. */
export function arcLevels(
  columns: readonly { name: string; depth: number }[],
  edges: readonly Edge[],
): Map<Edge, number> {
  const depth = new Map(columns.map((column) => [column.name, column.depth]));
  const span = (edge: Edge): [number, number] => [depth.get(edge.from)!, depth.get(edge.to)!];
  const levels = new Map<Edge, number>();
  const arcs = edges.filter((edge) => edge.arc);
  // Short ones lie low, long ones over them.
  arcs.sort((a, b) => span(a)[1] - span(a)[0] - (span(b)[1] - span(b)[0]));
  for (const arc of arcs) {
    const [start, end] = span(arc);
    let level = 0;
    for (const [other, taken] of levels) {
      const [from, to] = span(other);
      if (from < end && start < to) level = Math.max(level, taken + 1);
    }
    levels.set(arc, level);
  }
  return levels;
}

/** Straight, or with one bend in the gap before the reader. */
export function flowPath(from: Station, to: Station): string {
  const [x0, x1] = [from.right + 3, to.left - 4];
  if (Math.abs(from.y - to.y) < 1.5) return `M${x0} ${from.y}H${x1}`;
  // A long line keeps to its own lane until shortly before its reader.
  const bend = Math.max(x0, x1 - 26);
  const middle = (bend + x1) / 2;
  return `M${x0} ${from.y}H${bend}C${middle} ${from.y} ${middle} ${to.y} ${x1} ${to.y}`;
}

/** From the end of a row to the beginning of one below it. */
export function wrapPath(from: Station, to: Station): string {
  const [x0, x1] = [from.right + 3, to.left - 4];
  const [out, back] = [x0 + 8, x1 - 10];
  const middle = (from.y + to.y) / 2;
  return `M${x0} ${from.y}H${out}V${middle}H${back}V${to.y}H${x1}`;
}

/** Up in the gap behind the source, over what it skips, and down before the reader. */
export function arcPath(from: Station, to: Station, top: number): string {
  const [x0, x1] = [from.right + 3, to.left - 4];
  const [up, down] = [x0 + 4, x1 - 4];
  const r = 5;
  return (
    `M${x0} ${from.y}C${up} ${from.y} ${up} ${from.y} ${up} ${from.y - r}V${top + r}` +
    `Q${up} ${top} ${up + r} ${top}H${down - r}Q${down} ${top} ${down} ${top + r}` +
    `V${to.y - r}C${down} ${to.y} ${down} ${to.y} ${x1} ${to.y}`
  );
}
