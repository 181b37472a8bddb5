// Digits drawn with a pen by people, brought to the size of the page's pad.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** @typedef {import('./drawing.mjs').Stroke} Stroke */
/** @typedef {{ id: number, digit: number, strokes: Stroke[] }} PenDigit */

/**
 * @param {string} file
 * @returns {PenDigit[]}
 */
export function readPenDigits(file) {
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line));
}

/**
 * The digit with its longer side at `size` parts of the pad, centred and moved by `offset`. Points
 * nearer than a hundredth of the pad are left out, as a pointer would not report them.
 * @param {PenDigit} digit
 * @param {{ size?: number, offset?: [number, number] }} [options]
 * @returns {Stroke[]}
 */
export function onPad({ strokes }, { size = 0.65, offset = [0, 0] } = {}) {
  const points = strokes.flat();
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const scale = size / Math.max(right - left, bottom - top, 1);
  return strokes.map((stroke) => {
    /** @type {Stroke} */
    const placed = [];
    for (const [x, y] of stroke) {
      const u = 0.5 + (x - (left + right) / 2) * scale + offset[0];
      const v = 0.5 + (y - (top + bottom) / 2) * scale + offset[1];
      const last = placed.at(-1);
      if (!last || Math.hypot(u - last[0], v - last[1]) > 0.01) placed.push([u, v]);
    }
    return placed;
  });
}
