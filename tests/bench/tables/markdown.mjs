/**
 * @param {string} title
 * @param {string[]} head
 * @param {string[][]} rows
 */
export function table(title, head, rows) {
  const line = (/** @type {string[]} */ cells) => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, i) => (i === 0 ? '---' : '---:'));
  return [`### ${title}`, '', line(head), line(rule), ...rows.map(line)].join('\n');
}

/** Three significant digits, thousands by commas. */
export function figure(value = NaN) {
  if (!Number.isFinite(value)) return '';
  const rounded = Number(value.toPrecision(3));
  return Math.abs(rounded) >= 1000 ? Math.round(rounded).toLocaleString('en') : String(rounded);
}

export function percent(share = NaN) {
  return Number.isFinite(share) ? `${(100 * share).toFixed(0)} %` : '';
}

export function times(ratio = NaN) {
  return Number.isFinite(ratio) ? `${figure(ratio)}x` : '';
}

/** @param {number[]} list @returns {number} NaN for none */
export function most(list) {
  return list.length > 0 ? Math.max(...list) : NaN;
}
