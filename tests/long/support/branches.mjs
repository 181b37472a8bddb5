// Which branches of a JavaScript file were taken, from V8's counts and the compiler's tree of it.
import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** @typedef {{ startOffset: number, endOffset: number, count: number }} Range */
/** @typedef {{ line: number, what: string, count: number }} Branch */

/**
 * Where each way on begins: both of an `if` or `?:`, the right side of `&&`, `||` and `??`, each case.
 * V8 does not count default values by themselves.
 * @param {string} text
 */
function waysOf(text) {
  const file = ts.createSourceFile('file.js', text, ts.ScriptTarget.ES2022, true);
  /** @type {{ at: number, what: string, instead?: number }[]} */
  const ways = [];
  const visit = (/** @type {import('typescript').Node} */ node) => {
    if (ts.isIfStatement(node)) {
      ways.push({ at: node.thenStatement.getStart(file), what: 'if' });
      if (node.elseStatement) {
        ways.push({ at: node.elseStatement.getStart(file), what: 'else' });
      } else {
        // Taken as often as the condition was asked without the block being entered.
        ways.push({
          at: node.getStart(file),
          instead: node.thenStatement.getStart(file),
          what: 'not if',
        });
      }
    } else if (ts.isConditionalExpression(node)) {
      ways.push({ at: node.whenTrue.getStart(file), what: '?' });
      ways.push({ at: node.whenFalse.getStart(file), what: ':' });
    } else if (ts.isBinaryExpression(node)) {
      const sign = node.operatorToken.getText(file);
      if (['&&', '||', '??', '??=', '||=', '&&='].includes(sign)) {
        ways.push({ at: node.right.getStart(file), what: sign });
      }
    } else if (ts.isCaseOrDefaultClause(node)) {
      const [first] = node.statements;
      if (first) ways.push({ at: first.getStart(file), what: 'case' });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return ways.map((way) => ({
    ...way,
    line: file.getLineAndCharacterOfPosition(way.at).line + 1,
  }));
}

/** @param {Range[]} ranges @param {number} at the smallest range around a place has its count */
function countAt(ranges, at) {
  let best = { size: Infinity, count: 0 };
  for (const { startOffset, endOffset, count } of ranges) {
    const size = endOffset - startOffset;
    if (startOffset <= at && at < endOffset && size <= best.size) best = { size, count };
  }
  return best.count;
}

/**
 * @param {string} path
 * @param {Range[][]} runs the ranges of each run that had loaded the file
 * @returns {Branch[]}
 */
export function branchesOf(path, runs) {
  const ways = waysOf(readFileSync(path, 'utf8'));
  return ways.map(({ at, what, line, instead }) => {
    let count = 0;
    for (const ranges of runs) {
      count += countAt(ranges, at) - (instead === undefined ? 0 : countAt(ranges, instead));
    }
    return { line, what, count };
  });
}
