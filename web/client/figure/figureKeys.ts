import type { TileGrid } from '../paint/tiles';
import { directionOf, moveIn, placeIn, type Direction } from './cursor';
import type { View } from '../view/view.svelte';
import type { Hover, PictureKind } from '../paint/hover';

/** A picture that the cursor can stand in. */
interface CursorPicture {
  column: string;
  kind: PictureKind;
  grid: TileGrid;
}

/** The pictures of one layer from top to bottom. */
export interface CursorColumn {
  name: string;
  pictures: CursorPicture[];
}

type CursorView = Pick<View, 'hover' | 'pinned' | 'selected'>;

/**
 * Keys in the picture of a network: arrows go from heading to heading and, below them, from square to
 * square, map to map and layer to layer. Enter keeps a square, Escape lets it go.
 */
export function figureKey(
  event: KeyboardEvent,
  root: HTMLElement,
  columns: readonly CursorColumn[],
  view: CursorView,
): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const target = event.target as HTMLElement;
  const direction = directionOf(event.key);
  const head = target.dataset.head;
  if (head !== undefined) {
    if (!direction && event.key !== 'Home' && event.key !== 'End') return;
    event.preventDefault();
    fromHead(root, columns, head, event.key, direction, view);
    return;
  }
  const picture = columns
    .flatMap(({ pictures }) => pictures)
    .find((one) => placeName(one) === target.dataset.place);
  if (!picture) return;
  const cursor = cursorIn(picture, view);
  if (event.key === 'Enter') {
    view.pinned = cursor;
  } else if (event.key === 'Escape') {
    if (view.pinned) view.pinned = undefined;
    else focusHead(root, picture.column);
  } else if (direction) {
    move(root, columns, picture, cursor, direction, view);
  } else {
    return;
  }
  event.preventDefault();
}

function placeName({ column, kind }: Pick<CursorPicture, 'column' | 'kind'>): string {
  return `${column} ${kind}`;
}

/** The square that the cursor stands on; the first one of a picture that it has just entered. */
function cursorIn({ column, kind, grid }: CursorPicture, view: CursorView): Hover {
  const { hover } = view;
  if (hover?.column === column && hover.kind === kind) return hover;
  return { column, kind, place: placeIn(grid, 0, 0, 0) };
}

function fromHead(
  root: HTMLElement,
  columns: readonly CursorColumn[],
  head: string,
  key: string,
  direction: Direction | undefined,
  view: CursorView,
): void {
  const at = columns.findIndex(({ name }) => name === head);
  if (direction === 'down') {
    const first = columns[at]?.pictures[0];
    if (first) enter(root, first, placeIn(first.grid, 0, 0, 0), view);
    return;
  }
  const steps: Record<string, number> = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    Home: 0,
    End: columns.length - 1,
  };
  const next = columns[steps[key] ?? at];
  if (next) focusHead(root, next.name);
}

function move(
  root: HTMLElement,
  columns: readonly CursorColumn[],
  picture: CursorPicture,
  cursor: Hover,
  direction: Direction,
  view: CursorView,
): void {
  const inside = moveIn(picture.grid, cursor.place, direction);
  if (inside) {
    view.hover = { ...cursor, place: inside };
    return;
  }
  const at = columns.findIndex(({ name }) => name === picture.column);
  const own = columns[at]!.pictures;
  const { tile, row, column } = cursor.place;
  if (direction === 'up' || direction === 'down') {
    const next = own[own.indexOf(picture) + (direction === 'up' ? -1 : 1)];
    if (next)
      enter(root, next, placeIn(next.grid, tile, direction === 'up' ? Infinity : 0, column), view);
    else if (direction === 'up') focusHead(root, picture.column);
    return;
  }
  const step = direction === 'left' ? -1 : 1;
  for (let i = at + step; i >= 0 && i < columns.length; i += step) {
    const next = columns[i]!.pictures.find((one) => one.kind === picture.kind);
    if (!next) continue;
    // The same line of pictures in the next column, as far as it has one.
    const line = Math.floor(tile / picture.grid.columns);
    const first = Math.min(line, next.grid.rows - 1) * next.grid.columns;
    const into = first + (step < 0 ? next.grid.columns - 1 : 0);
    const share = next.grid.shape.height / picture.grid.shape.height;
    const down = Math.floor(row * share);
    enter(root, next, placeIn(next.grid, into, down, step < 0 ? Infinity : 0), view);
    return;
  }
}

function enter(
  root: HTMLElement,
  picture: CursorPicture,
  place: Hover['place'],
  view: CursorView,
): void {
  const name = CSS.escape(placeName(picture));
  const canvas = root.querySelector<HTMLElement>(`[data-place="${name}"]`);
  // The focus first: what had it before forgets its square when it is left.
  // The camera follows the cursor; a scroll would move what it looks at.
  canvas?.focus({ preventScroll: true });
  view.hover = { column: picture.column, kind: picture.kind, place };
}

function focusHead(root: HTMLElement, column: string): void {
  const head = root.querySelector<HTMLElement>(`[data-head="${CSS.escape(column)}"]`);
  head?.focus({ preventScroll: true });
}
