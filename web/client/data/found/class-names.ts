import { longestClassName } from '../../../protocol/data-sets';

/** What is typed or pasted for the names of classes: the names, or what is wrong with them. */
export type ReadNames = { names: string[] } | { problem: string };

/** As the textbox shows them: in one line, or one a line where a name has a comma in it. */
export function namesAsText(names: readonly string[]): string {
  return names.join(names.some((name) => name.includes(',')) ? '\n' : ', ');
}

/**
 * Reads names that are separated by commas or stand one a line; also a list as programs have it, with
 * brackets and quotes. Where those are not as many as there are classes but the words are, as in
 * "A B C", each word is one.
 */
export function readNames(text: string, classes: number): ReadNames {
  const bare = text.trim().replace(/^\[(.*)\]$|^\((.*)\)$|^\{(.*)\}$/s, '$1$2$3');
  const readings = [
    separated(bare, ',\n'),
    bare.split('\n'),
    separated(bare, ';\n'),
    words(bare),
  ].map((names) => names.map(clean).filter((name) => name !== ''));
  const names = readings.find(({ length }) => length === classes) ?? readings[0]!;
  const problem = wrong(names, classes);
  return problem === undefined ? { names } : { problem };
}

/** What stands between separators; one within quotes is no separator. */
function separated(text: string, separators: string): string[] {
  const end = `(?=\\s*(?:[${separators}]|$))`;
  const quoted = ['"', "'"].map((quote) => `\\s*${quote}[^${quote}]*${quote}${end}`);
  return text.match(new RegExp(`${quoted.join('|')}|[^${separators}]+`, 'g')) ?? [];
}

const words = (text: string): string[] => text.split(/[\s,;]+/);

function clean(name: string): string {
  const bare = name
    .trim()
    .replace(/[,;]+$/, '')
    .trim();
  return bare
    .replace(/^"(.*)"$|^'(.*)'$/, '$1$2')
    .replace(/\s+/g, ' ')
    .trim();
}

function wrong(names: readonly string[], classes: number): string | undefined {
  if (names.length !== classes) {
    const many = (number: number, one: string, more: string) =>
      `${number} ${number === 1 ? one : more}`;
    return `There are ${many(classes, 'class', 'classes')}, and here ${names.length === 1 ? 'is' : 'are'} ${many(names.length, 'name', 'names')}.`;
  }
  const long = names.find(({ length }) => length > longestClassName);
  if (long !== undefined) {
    return `“${long.slice(0, 20)}…” has ${long.length} letters; ${longestClassName} are the most.`;
  }
  const seen = new Set<string>();
  const twice = names.find((name) => seen.size === seen.add(name).size);
  return twice === undefined ? undefined : `Two classes are called “${twice}”.`;
}
