import { describe, expect, it } from 'vitest';
import type { DataSetInfo, PickedFile, TriedPicture } from '../../../web/protocol/data-sets';
import { fullReading } from '../../../web/protocol/reading';
import { alteredByCanvas } from '../../../web/worker/data/looking/altered';
import type { PictureHeader } from '../../../web/worker/data/pictures/picture-file';
import { DrawingReader } from '../../../web/worker/drawing/reader';
import { dataVisit, opened, picked } from './data-harness';
import { zip } from './data/opening/zip-writer';
import { png, type PngForm } from './data/pictures/png-writer';
import { exif } from './data/pictures/small-pictures';
import { engine } from './watched-engine';

const { data } = dataVisit();

/** Whether a pixel of 40 x 60 is in the ink of an L. */
const inL = (x: number, y: number) =>
  (x >= 12 && x < 18 && y >= 10 && y < 50) || (x >= 12 && x < 30 && y >= 44 && y < 50);

/** An L of one shade on another, 60 rows of 40 pixels. */
function letter(paper: number, ink: number, form: Partial<PngForm> = {}): PickedFile {
  const bytes = png({ width: 40, height: 60, depth: 8, colour: 0, ...form }, (x, y, channel) => {
    if (form.colour === 4 && channel === 1) return inL(x, y) ? 255 : 0;
    return inL(x, y) ? ink : paper;
  });
  return picked('letter.png', bytes);
}

const figureOf = ({ read }: TriedPicture) => {
  if (read.kind !== 'figure') throw new Error(`It is ${read.kind}.`);
  return read;
};

/** What a network is shown. */
function seen(info: DataSetInfo, { read }: TriedPicture, reading = fullReading) {
  const model = { predict: () => Float32Array.of(0.25, 0.75) };
  return new DrawingReader(engine, model, info).read({ strokes: [], picture: read }, reading);
}

/** A kept set of pictures that this function fills, 12 of each of two classes. */
async function kept(
  form: Pick<PngForm, 'width' | 'height' | 'colour'>,
  value: (x: number, y: number, channel: number, i: number) => number,
): Promise<DataSetInfo> {
  const members = Array.from({ length: 24 }, (_, i) => ({
    name: `${i % 2 ? 'one' : 'other'}/${i}.png`,
    bytes: png({ ...form, depth: 8 }, (x, y, channel) => value(x, y, channel, i)),
  }));
  return opened(data, [picked('set.zip', zip(members))]);
}

describe('a picture that is tried on a set of figures', () => {
  it('is the same figure dark on light and light on dark', async () => {
    const dark = await data.tryPicture('digits', letter(240, 20));
    const light = await data.tryPicture('digits', letter(10, 230));
    expect(dark.notes).toEqual([
      'Its dark ink is separated from the light paper (turned over: light on dark, as the set is).',
    ]);
    expect(light.notes).toEqual([
      'Its light ink is separated from the dark paper (as in the set).',
    ]);
    expect(dark.checks).toEqual([]);
    const [a, b] = [figureOf(dark), figureOf(light)];
    expect(a.side).toBe(72);
    expect(Math.max(...a.ink.map((value, i) => Math.abs(value - b.ink[i]!)))).toBeLessThan(0.02);
    expect([dark.shown.width, dark.shown.height]).toEqual([40, 60]);
    expect(dark.shown.pixels.slice(0, 2)).toEqual(Uint8Array.of(240, 240));
  });

  it('goes through the stages of a drawing', async () => {
    const { info } = await data.summarise('digits');
    const tried = await data.tryPicture('digits', letter(255, 0));
    const answer = seen(info, tried);
    const { image, box, probabilities } = answer.figures[0]!;
    expect(probabilities).toEqual(Float32Array.of(0.25, 0.75));
    // 20 of 28 pixels high, and its centre of mass in the middle.
    const rows = Array.from({ length: 28 }, (_, y) =>
      Math.max(...image.subarray(y * 28, (y + 1) * 28)),
    );
    expect(rows.filter((value) => value > 0.1)).toHaveLength(20);
    const mass = image.reduce((sum, value) => sum + value, 0);
    const across = image.reduce((sum, value, i) => sum + value * ((i % 28) + 0.5), 0) / mass;
    expect(Math.abs(across - 14.5)).toBeLessThan(0.6);
    // On the pad the picture is as high as the pad, in its middle.
    const [left, top, width, height] = box;
    expect([left, top, width, height].map((value) => Math.round(value * 60))).toEqual([
      22, 10, 18, 40,
    ]);
    expect(answer.stages?.scaled.height).toBe(20);
    const whole = seen(info, tried, { ...fullReading, crop: false, scale: false });
    expect(whole.figures[0]!.image).not.toEqual(image);
  });

  it('has its thin lines widened, which the pen’s stage leaves out', async () => {
    const thin = png({ width: 60, height: 60, depth: 8, colour: 0 }, (x, y) =>
      x === 30 && y >= 10 && y < 50 ? 0 : 255,
    );
    const tried = await data.tryPicture('digits', picked('thin.png', thin));
    expect(tried.notes).toContain(
      'Its lines are thin: “Fit the pen” makes them as wide as MNIST’s.',
    );
    const sum = (values: Float32Array) => values.reduce((all, value) => all + value, 0);
    const { ink, widened } = figureOf(tried);
    expect(sum(widened)).toBeGreaterThan(3 * sum(ink));
    const { info } = await data.summarise('digits');
    const width = (pen: boolean) => seen(info, tried, { ...fullReading, pen }).stages!.scaled.width;
    expect(width(true)).toBeGreaterThan(width(false));
  });

  it('stands upright, and on the ground where its ink can be seen', async () => {
    const aside = await data.tryPicture('digits', letter(255, 0, { chunks: [['eXIf', exif(6)]] }));
    expect([aside.shown.width, aside.shown.height]).toEqual([60, 40]);
    expect(aside.notes[0]).toBe('It is turned upright, as its EXIF says.');
    const clear = await data.tryPicture('digits', letter(0, 0, { colour: 4 }));
    expect(clear.notes[0]).toMatch(/^The picture is transparent in parts: it is laid on white/);
    expect(figureOf(clear).ink.some((value) => value > 0.9)).toBe(true);
  });

  it('is refused in a sentence where nothing is on it', async () => {
    await expect(data.tryPicture('xo', letter(200, 200))).rejects.toThrow(
      'letter.png shows nothing on its paper',
    );
  });
});

describe('a picture that is tried on a set of pictures', () => {
  it('is fitted in colour', async () => {
    const info = await kept(
      { width: 8, height: 6, colour: 2 },
      (x, _y, c, i) => x * 9 + c * 40 + i,
    );
    const blue = png(
      { width: 30, height: 10, depth: 8, colour: 2 },
      (_x, _y, c) => [9, 60, 200][c]!,
    );
    const tried = await data.tryPicture(info.id, picked('blue.png', blue));
    expect(tried.read).toEqual({
      kind: 'fitted',
      pixels: Uint8Array.from({ length: 144 }, (_, i) => [9, 60, 200][Math.floor(i / 48)]!),
    });
    expect(tried.notes).toEqual([
      'It has 30×10 pixels and is brought to 8×6, all of it: the rest is filled up with the colour ' +
        'of its border.',
    ]);
    const answer = seen(info, tried);
    expect(answer.stages).toBeUndefined();
    expect(answer.figures[0]!.image[96]).toBeCloseTo(200 / 255, 5);
  });

  it('is fitted in grey where the set’s pictures fill theirs, and turned over as the set is', async () => {
    const noisy = (x: number, y: number, i: number) => (x * 37 + y * 61 + i * 17) % 200;
    const photos = await kept({ width: 10, height: 10, colour: 0 }, (x, y, _c, i) =>
      noisy(x, y, i),
    );
    const tried = await data.tryPicture(photos.id, letter(250, 5, { colour: 2 }));
    expect(tried.read.kind).toBe('fitted');
    expect(tried.notes[0]).toBe('The set is grey: of its colours the brightness is taken.');

    const framed = (x: number, y: number) => x > 1 && y > 1 && x < 8 && y < 8;
    const dark = await kept({ width: 10, height: 10, colour: 0 }, (x, y, _c, i) =>
      framed(x, y) && (x + i) % 3 > 0 ? 10 : 250,
    );
    const figure = await data.tryPicture(dark.id, letter(250, 5));
    expect(figure.notes[0]).toBe('Its dark ink is separated from the light paper (as in the set).');
    // The network is shown it dark on light, as the set is.
    expect(seen(dark, figure).figures[0]!.image[0]).toBeGreaterThan(0.9);
  });
});

describe('what is no picture', () => {
  const wrong: [string, string, string][] = [
    ['empty.png', '', 'empty.png is empty.'],
    ['a.txt', 'words', 'a.txt is no picture that is read here: PNG, JPEG, GIF'],
    ['a.tif', 'II*\0', 'a.tif is a TIFF picture, which is not read here: save it as PNG or JPEG.'],
    ['cut.png', '\x89PNG\r\n\x1a\n', 'cut.png is cut short'],
    ['cut.jpg', '\xff\xd8\xff\xe0', 'cut.jpg is cut short'],
  ];
  for (const [name, content, said] of wrong) {
    it(`says so: ${name}`, async () => {
      const file = picked(name, new Uint8Array(Buffer.from(content, 'latin1')));
      await expect(data.tryPicture('digits', file)).rejects.toThrow(said);
    });
  }

  it('says when it is gone, or too much', async () => {
    const { file } = letter(255, 0);
    file.arrayBuffer = () => Promise.reject(new Error('NotReadableError'));
    await expect(data.tryPicture('digits', { file, path: 'x.png' })).rejects.toThrow(
      'x.png could not be read: was it moved or changed since? Choose it again.',
    );
    Object.defineProperty(file, 'size', { value: 300e6 });
    await expect(data.tryPicture('digits', { file, path: 'x.png' })).rejects.toThrow(
      'x.png has 300 MB; pictures of up to 256 MB are read.',
    );
  });
});

describe('what a canvas does to pictures', () => {
  const header = (format: PictureHeader['format']): PictureHeader => {
    const form = { width: 9, height: 9, orientation: 1, grey: false } as const;
    return { format, ...form, mayBeTransparent: false };
  };

  // Without a canvas, as here, none is exact.
  it('is said of those that pass one', async () => {
    expect(await alteredByCanvas([header('png'), header('png')])).toBeUndefined();
    expect(await alteredByCanvas([header('jpeg')])).toMatch(
      /the picture is not quite as in the file/,
    );
    const jpegs = [header('jpeg'), header('jpeg')];
    expect(await alteredByCanvas(jpegs)).toMatch(/: the pictures are not quite/);
    expect(await alteredByCanvas([...jpegs, header('png')])).toMatch(/: 2 of the pictures are/);
    expect(await alteredByCanvas([header('png'), header('jpeg')])).toMatch(
      /: 1 of the pictures is/,
    );
  });
});
