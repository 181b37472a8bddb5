import { seatLayers, type Graph } from '../../paint/graph';
import { hasWeights, type Column } from '../../paint/columns';
import { foldColumns, type Group } from './folding';
import type { PlanNode } from './figure';
import { roomShape } from './roomShape';

/** One thing on the surface: a layer, or a group of layers that is folded into one. */
export interface Slab extends PlanNode {
  /** What it is called: convolution 2; block */
  title: string;
  /** How the layer was made, or how many a block has. */
  detail: string;
  /** What else is folded into it. */
  others: string;
  /** Height × width × maps of what it gives. */
  shape: string;
  members: readonly Column[];
  /** The layer whose maps are shown: the last. */
  shown: Column;
  /** The layer whose filters are shown. */
  filtersOf: Column | undefined;
  /** The group that it is, or is a part of while that is open. */
  group: string;
  /** It is folded: a press opens it. */
  folded: boolean;
  /** The first of a group that is open: a press closes that. */
  unfolded: boolean;
  /** Names of the slabs that it reads. */
  reads: string[];
}

/** The slabs of a network, and who reads whom. */
export interface Slabs {
  all: Slab[];
  graph: Graph;
}

/** With so many things in a row nothing has to be folded to be seen. */
const fewEnough = 8;

/** Whether a network is shown layer by layer until somebody folds it. */
export function opensWhole(columns: readonly Column[]): boolean {
  return columns.length <= fewEnough && columns.every(({ reads }) => reads.length < 2);
}

/** @param isOpen Whether a group, by its name, is shown layer by layer. */
export function slabsOf(columns: readonly Column[], isOpen: (group: string) => boolean): Slabs {
  const parts = foldColumns(columns).flatMap((group): Omit<Slab, 'reads' | 'depth' | 'lane'>[] => {
    const many = group.members.length > 1;
    if (!many || isOpen(group.name))
      return group.members.map((one, i) => single(one, group, many && i === 0));
    return [folded(group)];
  });
  const homes = new Map(
    parts.flatMap(({ name, members }) => members.map((one) => [one.name, name] as const)),
  );
  const read = parts.map((slab) => ({
    ...slab,
    reads: [
      ...new Set(slab.members.flatMap(({ reads }) => reads.map((one) => homes.get(one) ?? one))),
    ].filter((one) => one !== slab.name),
  }));
  const graph = seatLayers(read);
  return { all: read.map((slab) => ({ ...slab, ...graph.seats.get(slab.name)! })), graph };
}

function single(
  column: Column,
  group: Group,
  unfolded: boolean,
): Omit<Slab, 'reads' | 'depth' | 'lane'> {
  const { name, kind, filters, label: title, detail, shape } = column;
  return {
    ...{ name, kind, maps: roomShape(column), title, detail, shape, unfolded, others: '' },
    ...(filters ? { filters } : {}),
    members: [column],
    shown: column,
    filtersOf: filters && column,
    group: group.name,
    folded: false,
  };
}

function folded({ name, members, block }: Group): Omit<Slab, 'reads' | 'depth' | 'lane'> {
  const shown = members.at(-1)!;
  const weighing = block ? undefined : members.find(hasWeights);
  const head = weighing ?? members[0]!;
  const others = members.filter((one) => one !== head).map(({ title }) => title);
  return {
    ...{ name, kind: shown.kind, maps: roomShape(shown), shape: shown.shape, members, shown },
    ...(weighing?.filters ? { filters: weighing.filters } : {}),
    title: block ? 'block' : head.label,
    detail: block ? `${members.length} layers` : head.detail,
    others: block ? '' : `+ ${others.join(', ')}`,
    filtersOf: weighing?.filters ? weighing : undefined,
    group: name,
    folded: true,
    unfolded: false,
  };
}
