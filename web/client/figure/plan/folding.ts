import { hasWeights, type Column } from '../../paint/columns';

/**
 * Which layers belong together on the surface: a layer and those behind it that change its maps one by
 * one, or all of a block between a fork and the layer where its branches meet again.
 */
export interface Group {
  /** Of its first layer. */
  name: string;
  /** In the order of the network; one for a layer that stands alone. */
  members: readonly Column[];
  /** Its layers stand on branches that run side by side. */
  block: boolean;
}

/** Every layer in one group, from the input to the answer, which stand alone. */
export function foldColumns(columns: readonly Column[]): Group[] {
  const readers = columns.map(({ name }) =>
    columns.flatMap(({ reads }, i) => (reads.includes(name) ? [i] : [])),
  );
  const last = columns.length - 1;
  const groups: { members: Column[]; block: boolean }[] = [];
  let at = 0;
  while (at <= last) {
    const column = columns[at]!;
    const before = groups.at(-1);
    // What others read, too, begins a block.
    if (before && readers[at - 1]!.length < 2 && continues(column, before.members)) {
      before.members.push(column);
    } else {
      groups.push({ members: [column], block: false });
    }
    const end = endOfBlock(readers, at, last);
    if (end > at) {
      groups.push({ members: columns.slice(at + 1, end + 1), block: true });
      at = end;
    }
    at += 1;
  }
  return groups.map(({ members, block }) => ({ name: members[0]!.name, members, block }));
}

/**
 * Where the branches that begin behind `at` have all met again: up to there nothing is read from
 * outside. `at` itself where no branch begins. The answer belongs to no block.
 */
function endOfBlock(readers: readonly (readonly number[])[], at: number, last: number): number {
  const own = readers[at]!;
  if (own.length < 2) return at;
  let far = Math.max(...own);
  for (let next = at + 1; next < far; ++next) far = Math.max(far, ...readers[next]!);
  return Math.min(far, last - 1);
}

/** Whether a layer goes on with the maps of the group before it, one by one. */
function continues(column: Column, members: readonly Column[]): boolean {
  const read = members.at(-1)!;
  if (column.kind !== 'layer' || read.kind !== 'layer') return false;
  if (column.reads.length !== 1 || column.reads[0] !== read.name) return false;
  if (keepsMaps(column, read)) return true;
  // What only prepares the picture (padding, rescaling) belongs to the layer that reads it.
  return members[0]!.reads[0] === 'input' && !members.some(hasWeights) && hasWeights(column);
}

/** It has no weights of its own and hands on as many maps as it reads: normalization, ReLU, pooling. */
function keepsMaps(column: Column, read: Column): boolean {
  return !hasWeights(column) && column.total === read.total && isVector(column) === isVector(read);
}

function isVector({ maps }: Column): boolean {
  return maps.count === 1;
}
