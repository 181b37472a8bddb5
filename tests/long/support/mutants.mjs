// Small mistakes in C++ sources, one at a time: another relation, sign or constant, a statement left out.

/** @typedef {{ file: string, line: number, kind: string, before: string, after: string, text: string }} Mutant */

/** @type {[kind: string, pattern: RegExp, replaced: (found: string) => string][]} */
const mistakes = [
  // Our formatter sets spaces around signs, and none within templates and pointers.
  ['relation', / (<=?|>=?|==|!=) /g, (found) => ` ${otherRelation(found.trim())} `],
  ['logic', / (&&|\|\|) /g, (found) => (found === ' && ' ? ' || ' : ' && ')],
  ['sign', / [+-] /g, (found) => (found === ' + ' ? ' - ' : ' + ')],
  ['sign', / [*/] /g, (found) => (found === ' * ' ? ' / ' : ' * ')],
  ['sign', / (\+|-)= /g, (found) => (found === ' += ' ? ' -= ' : ' += ')],
  ['constant', /(?<![\w.'])\d+(?![\w.'])/g, (found) => String(Number(found) + 1)],
  ['constant', /(?<![\w.'])\d+\.\d+F?(?![\w.'])/g, (found) => `(${found} + 1)`],
  ['constant', /\b(true|false)\b/g, (found) => (found === 'true' ? 'false' : 'true')],
];

function otherRelation(/** @type {string} */ relation) {
  /** @type {Record<string, string>} */
  const others = { '<': '<=', '<=': '<', '>': '>=', '>=': '>', '==': '!=', '!=': '==' };
  return others[relation] ?? relation;
}

/** A call or an assignment that is a line of its own; no declaration. */
const statement =
  /^\s+(?:(?:continue|break|return);|(?:[\w.:[\]]|->|\(\*)+\(.*\);|[\w.[\]()>-]+ (?:[-+*|&^]|<<)?= .*;)$/;
/** What is no arithmetic of the file's own, or holds no values. */
const skipped =
  /^\s*(#|static_assert|assert\(|using |namespace |template|\[\[maybe_unused)|\.(about|title|name) =/;

/**
 * The text with comments and what stands in quotes blanked, at the same places.
 * @param {string} text
 */
export function withoutWords(text) {
  return text.replace(
    /\/\/[^\n]*|R"\([\s\S]*?\)"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'(?!\w)/g,
    (found) => found.replace(/[^\n]/g, ' '),
  );
}

/**
 * All mistakes that can be made in a file.
 * @param {string} file its name
 * @param {string} text what it holds
 * @returns {Mutant[]}
 */
export function mutantsOf(file, text) {
  const lines = text.split('\n');
  const bare = withoutWords(text).split('\n');
  /** @type {Mutant[]} */
  const mutants = [];
  bare.forEach((line, i) => {
    if (skipped.test(lines[i] ?? '') || line.trim() === '') return;
    const add = (/** @type {string} */ kind, /** @type {string} */ changed) => {
      const all = [...lines];
      all[i] = changed;
      const before = (lines[i] ?? '').trim();
      mutants.push({
        file,
        line: i + 1,
        kind,
        before,
        after: changed.trim(),
        text: all.join('\n'),
      });
    };
    for (const [kind, pattern, replaced] of mistakes) {
      for (const found of line.matchAll(pattern)) {
        const original = lines[i] ?? '';
        const end = found.index + found[0].length;
        add(kind, original.slice(0, found.index) + replaced(found[0]) + original.slice(end));
      }
    }
    // Of several lines, the rest would be left over.
    const whole = /[;{}:]\s*$|^\s*$/.test(bare[i - 1] ?? '');
    if (whole && statement.test(line)) add('dropped', line.replace(/\S.*/, ';'));
  });
  return mutants;
}

/**
 * The same order for the same seed (mulberry32).
 * @template T
 * @param {T[]} list
 * @param {number} seed
 */
export function shuffled(list, seed) {
  let state = seed | 0;
  const below = (/** @type {number} */ bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
  const result = [...list];
  for (let i = result.length - 1; i > 0; --i) {
    const j = below(i + 1);
    const kept = /** @type {T} */ (result[i]);
    result[i] = /** @type {T} */ (result[j]);
    result[j] = kept;
  }
  return result;
}
