// Holds imports against the rules in linters/arrows.mjs, and finds circles.

/** @typedef {import('./imports.mjs').Imports} Imports */
/** @typedef {import('./linters/arrows.mjs').Rule} Rule */

/**
 * What is wrong with the imports, a line for each.
 * @param {Imports} imports
 * @param {Rule[]} rules
 */
export function wrongArrows(imports, rules) {
  /** @type {string[]} */
  const wrong = [];
  for (const [path, targets] of imports) {
    const rule = rules.find(({ from }) => folderIn(from, path) !== undefined);
    if (!rule) {
      wrong.push(`${path}: no rule in tests/run/linters/arrows.mjs says what it may import`);
      continue;
    }
    const folder = folderIn(rule.from, path) ?? '';
    const may = [rule.from.replace('*', folder), ...rule.to.map((to) => to.replace('=', folder))];
    for (const { target } of targets) {
      if (may.some((to) => folderIn(to, target) !== undefined)) continue;
      if (target.startsWith('<') && !guarded.some((name) => target.startsWith(name))) continue;
      wrong.push(`${path} imports ${target}, which ${rule.from} may not`);
    }
  }
  return wrong;
}

/** Libraries of C++ that only the files may include whose rules name them. */
const guarded = ['<xsimd'];

/**
 * Whether a path is in a place, be it in the middle of a file's name: the folder that `*` stands for,
 * '' where the place has none; undefined where it is not.
 * @param {string} place
 * @param {string} path
 */
function folderIn(place, path) {
  const escaped = place.replace(/[.+<]/g, '\\$&').replace('*', '([^/.]+)');
  const found = new RegExp(`^${escaped}(?=[/.]|$)`).exec(path);
  return found ? (found[1] ?? '') : undefined;
}

/**
 * Every circle once, as the files on it. What is fetched later closes none.
 * @param {Imports} imports
 */
export function circlesIn(imports) {
  /** @type {string[][]} */
  const circles = [];
  /** @type {Set<string>} */
  const done = new Set();
  const visit = (/** @type {string} */ file, /** @type {string[]} */ path) => {
    const begin = path.indexOf(file);
    if (begin >= 0) circles.push(path.slice(begin));
    if (begin >= 0 || done.has(file)) return;
    for (const { target, later } of imports.get(file) ?? []) {
      if (!later) visit(target, [...path, file]);
    }
    done.add(file);
  };
  for (const file of imports.keys()) visit(file, []);
  return circles;
}
