import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { png } from '../../web/worker/data/pictures/png-writer';
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

/** The classes of `colourFolder`, which only their colours tell apart, and the ground below them. */
export const discs = { blue: [40, 90, 230], green: [30, 170, 60], red: [220, 50, 40] } as const;
export const discGround = [32, 32, 64] as const;

/** A folder with a folder of colour PNG files for each class: discs of several sizes and places. */
export function colourFolder(lab: Lab, pixels = side): string {
  const folder = mkdtempSync(join(tmpdir(), 'receptive-colours-'));
  lab.after(async () => rmSync(folder, { recursive: true }));
  const form = { width: pixels, height: pixels, depth: 8, colour: 2 } as const;
  for (const [name, colour] of Object.entries(discs)) {
    mkdirSync(join(folder, name));
    for (let i = 0; i < perClass; ++i) {
      const radius = pixels * (0.2 + 0.05 * (i % 4));
      const middle = [pixels / 2 + (i % 3) - 1, pixels / 2 + (Math.floor(i / 3) % 3) - 1] as const;
      const inside = (x: number, y: number): boolean =>
        Math.hypot(x + 0.5 - middle[0], y + 0.5 - middle[1]) < radius;
      const bytes = png(form, (x, y, channel) => (inside(x, y) ? colour : discGround)[channel]!);
      writeFileSync(join(folder, name, `${i}.png`), bytes);
    }
  }
  return folder;
}
