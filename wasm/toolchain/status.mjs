// The line at the foot of a terminal that says what is going on; other lines appear above it.
import process from 'node:process';

/** @type {Map<object, string>} what each step that goes on at the moment says */
const parts = new Map();
let drawn = false;

/**
 * @param {object} owner
 * @param {string | undefined} text undefined when it has ended
 */
export function drawStatus(owner, text) {
  if (text === undefined) parts.delete(owner);
  else parts.set(owner, text);
  if (process.stderr.isTTY) draw();
}

/** @param {string} line */
export function printLine(line) {
  erase();
  process.stderr.write(`${line}\n`);
  if (process.stderr.isTTY) draw();
}

/** Before something is printed in another way. */
export function erase() {
  if (drawn) process.stderr.write('\r\x1b[K');
  drawn = false;
}

function draw() {
  erase();
  const width = process.stderr.columns || 80;
  const line = [...parts.values()].join('  |  ');
  if (line === '') return;
  process.stderr.write(line.length < width ? line : `${line.slice(0, width - 2)}…`);
  drawn = true;
}
