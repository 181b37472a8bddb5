import type { FilterChange, FilterPlace } from '../commands';

/** One change by hand: the squares of one filter, as they were and as they became. */
export interface Edit extends FilterPlace {
  at: number[];
  before: number[];
  after: number[];
}

/** More steps back than anyone remembers. */
const longest = 200;

/** What can be undone, and done again. */
export class History {
  private done: Edit[] = [];
  private undone: Edit[] = [];

  get canUndo(): boolean {
    return this.done.length > 0;
  }

  get canRedo(): boolean {
    return this.undone.length > 0;
  }

  add(edit: Edit): void {
    this.done.push(edit);
    if (this.done.length > longest) this.done.shift();
    this.undone = [];
  }

  /** The change that takes the last one back. */
  undo(): FilterChange | undefined {
    const edit = this.done.pop();
    if (!edit) return undefined;
    this.undone.push(edit);
    return changeOf(edit, edit.before);
  }

  redo(): FilterChange | undefined {
    const edit = this.undone.pop();
    if (!edit) return undefined;
    this.done.push(edit);
    return changeOf(edit, edit.after);
  }

  clear(): void {
    this.done = [];
    this.undone = [];
  }
}

function changeOf({ layer, index, at }: Edit, values: number[]): FilterChange {
  return { layer, index, at, values };
}

/** The squares of a stroke: each with what it was before the stroke and what it is to be. */
export class Stroke {
  private readonly squares = new Map<number, { before: number; after: number }>();

  set(at: number, before: number, after: number): void {
    const known = this.squares.get(at);
    this.squares.set(at, { before: known?.before ?? before, after });
  }

  has(at: number): boolean {
    return this.squares.has(at);
  }

  get empty(): boolean {
    return this.squares.size === 0;
  }

  edit(place: FilterPlace): Edit {
    const at = [...this.squares.keys()].sort((a, b) => a - b);
    const of = (side: 'before' | 'after') => at.map((square) => this.squares.get(square)![side]);
    return { ...place, at, before: of('before'), after: of('after') };
  }
}
