import type { Page } from 'playwright-core';
import { png } from '../../web/worker/data/pictures/png-writer';
import { zip } from '../../web/worker/data/opening/zip-writer';
import type { BroughtFile } from './found';

/** A digit as a ballpoint leaves it on paper, in 0..1 of the picture's height. */
const digits: Record<number, [number, number][]> = {
  1: [
    [0.6, 0.3],
    [0.68, 0.22],
    [0.66, 0.75],
  ],
  4: [
    [0.7, 0.75],
    [0.7, 0.22],
    [0.48, 0.56],
    [0.84, 0.56],
  ],
  7: [
    [0.5, 0.25],
    [0.78, 0.25],
    [0.62, 0.7],
  ],
};

/** A photograph of one as a browser packs it: blue on cream, lit from one side, with grain. */
export async function photograph(
  page: Page,
  digit: number,
  type: 'image/jpeg' | 'image/png' = 'image/jpeg',
): Promise<BroughtFile> {
  const bytes = await page.evaluate(
    async ([line, mimeType]) => {
      const [width, height] = [400, 300];
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext('2d')!;
      context.fillStyle = '#e9e4d8';
      context.fillRect(0, 0, width, height);
      context.strokeStyle = '#1c2a6b';
      context.lineWidth = 5;
      context.lineCap = context.lineJoin = 'round';
      context.beginPath();
      for (const [x, y] of line) context.lineTo(x * height, y * height);
      context.stroke();
      const image = context.getImageData(0, 0, width, height);
      let chance = 1;
      image.data.forEach((value, i) => {
        if (i % 4 === 3) return;
        const [x, y] = [((i >> 2) % width) / width, (i >> 2) / width / height];
        chance = (chance * 1103515245 + 12345) & 0x7fffffff;
        const grain = (chance / 0x7fffffff - 0.5) * 30;
        image.data[i] = value * (1 - 0.5 * x - 0.2 * x * y) + grain;
      });
      context.putImageData(image, 0, 0);
      const blob = await canvas.convertToBlob({ type: mimeType, quality: 0.85 });
      return Array.from(new Uint8Array(await blob.arrayBuffer()));
    },
    [digits[digit]!, type] as const,
  );
  const name = `photo of ${digit}.${type.slice(6).replace('e', '')}`;
  return { name, mimeType: type, buffer: Buffer.from(bytes) };
}

/** A colour by its name, with a little of the others where `at` says. */
const fill: Record<string, [number, number, number]> = {
  red: [210, 40, 30],
  green: [40, 180, 60],
  blue: [30, 60, 200],
};

export function colourPng(name: keyof typeof fill, width: number, height: number, shift = 0) {
  const form = { width, height, depth: 8, colour: 2 } as const;
  return png(form, (x, y, channel) => fill[name]![channel]! + ((x * 3 + y * 5 + shift) % 40));
}

/** A zip of a folder for each colour: a set of pictures without paper. */
export function colourSet(perClass = 12): BroughtFile {
  const members = Object.keys(fill).flatMap((name) =>
    Array.from({ length: perClass }, (_, i) => ({
      name: `${name}/${i}.png`,
      bytes: colourPng(name, 16, 12, i),
    })),
  );
  return { name: 'colours.zip', mimeType: 'application/zip', buffer: Buffer.from(zip(members)) };
}
