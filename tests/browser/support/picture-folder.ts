import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { colourPng, greyPng } from './png';
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

/** A disc in this colour on a ground, at a place and of a size that follow from a number. */
export function discPicture(side: number, colour: readonly number[], i: number): Uint8Array {
  const pixels = new Uint8Array(3 * side * side);
  const [x0, y0] = [side / 2 + (i % 3) - 1, side / 2 + (Math.floor(i / 3) % 3) - 1];
  const radius = side * (0.2 + 0.05 * (i % 4));
  for (let at = 0; at < side * side; ++at) {
    const [x, y] = [(at % side) + 0.5 - x0, Math.floor(at / side) + 0.5 - y0];
    pixels.set(Math.hypot(x, y) < radius ? colour : discGround, 3 * at);
  }
  return pixels;
}

export const discGround = [32, 32, 64];

/** The classes of `colourFolder`, which only their colours tell apart. */
export const discs = { blue: [40, 90, 230], green: [30, 170, 60], red: [220, 50, 40] };

/** A folder with a folder of colour PNG files for each class: discs on a dark ground. */
export function colourFolder(lab: Lab): string {
  const folder = mkdtempSync(join(tmpdir(), 'receptive-colours-'));
  lab.after(async () => rmSync(folder, { recursive: true }));
  for (const [name, colour] of Object.entries(discs)) {
    mkdirSync(join(folder, name));
    for (let i = 0; i < perClass; ++i) {
      writeFileSync(join(folder, name, `${i}.png`), colourPng(side, discPicture(side, colour, i)));
    }
  }
  return folder;
}
