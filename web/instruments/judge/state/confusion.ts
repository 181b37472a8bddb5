import type { Judgement } from '../protocol';

/** Classes that a matrix has room for. */
export const mostShown = 20;

/**
 * Which classes the matrix shows, in their order: all, or those with the most mistakes (made of them,
 * and by naming them).
 */
export function shownClasses({ confusion, classes }: Judgement): number[] {
  const all = classes.map((_, label) => label);
  if (all.length <= mostShown) return all;
  const mistakes = classes.map(({ count, said, right }) => count + said - 2 * right);
  // The order of equals is that of the labels: a sort is stable.
  return all
    .sort((a, b) => mistakes[b]! - mistakes[a]!)
    .slice(0, mostShown)
    .sort((a, b) => a - b)
    .filter((label) => label * classes.length < confusion.length);
}

/** The largest number of one kind of mistake among these classes; the darkest cell. */
export function mostMistakes({ confusion, classes }: Judgement, shown: readonly number[]): number {
  let most = 0;
  for (const truth of shown) {
    for (const said of shown) {
      if (truth !== said) most = Math.max(most, confusion[truth * classes.length + said]!);
    }
  }
  return most;
}

/** Where an arrow key leads in a grid of `size` x `size`; the same place at its edge. */
export function moveInGrid(
  key: string,
  place: { row: number; column: number },
  size: number,
): { row: number; column: number } | undefined {
  const { row, column } = place;
  const last = size - 1;
  switch (key) {
    case 'ArrowUp':
      return { row: Math.max(0, row - 1), column };
    case 'ArrowDown':
      return { row: Math.min(last, row + 1), column };
    case 'ArrowLeft':
      return { row, column: Math.max(0, column - 1) };
    case 'ArrowRight':
      return { row, column: Math.min(last, column + 1) };
    case 'Home':
      return { row, column: 0 };
    case 'End':
      return { row, column: last };
    default:
      return undefined;
  }
}
