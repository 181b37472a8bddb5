import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { greyPng } from './png';
import type { Lab } from './test';

const side = 12;
const perClass = 20;

/** A folder with a folder of PNG files for each class: bars and rings, a little shifted. */
export function pictureFolder(lab: Lab): string {
  const folder = mkdtempSync(join(tmpdir(), 'receptive-pictures-'));
  lab.after(async () => rmSync(folder, { recursive: true }));
  for (const name of ['bar', 'ring']) {
    mkdirSync(join(folder, name));
    for (let i = 0; i < perClass; ++i) {
      const pixels = new Uint8Array(side * side);
      const [left, top] = [4 + (i % 3), 4 + (Math.floor(i / 3) % 3)];
      for (let y = 0; y < 5; ++y) {
        for (let x = 0; x < 5; ++x) {
          const edge = x === 0 || y === 0 || x === 4 || y === 4;
          if (name === 'bar' ? x === 2 : edge) pixels[(top + y - 1) * side + left + x - 1] = 255;
        }
      }
      writeFileSync(join(folder, name, `${i}.png`), greyPng(side, pixels));
    }
  }
  return folder;
}
