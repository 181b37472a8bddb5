import { loadFiles, type FilesEngine, type Looking, type TakenPicture } from 'receptive/files';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';

/** The module that looks at files, through the package; what it finds is tested in C++. */

let engine: FilesEngine;
let looking: Looking;
beforeAll(async () => {
  engine = await loadFiles();
});
afterEach(() => looking.dispose());

const bytes = (text: string) => new TextEncoder().encode(text);

/** Ten rows of two classes, 3x3 pixels each. */
const table = bytes(
  ['label,' + Array.from({ length: 9 }, (_, i) => `p${i}`).join(',')]
    .concat(
      Array.from({ length: 20 }, (_, row) =>
        [
          row % 2 ? 'dog' : 'cat',
          ...Array.from({ length: 9 }, (_, i) => (row * 9 + i) % 256),
        ].join(),
      ),
    )
    .join('\n'),
);

/** Looks at one file, given in pieces of a few bytes. */
function lookAt(path: string, file: Uint8Array, piece = 7): Looking {
  looking = engine.look();
  looking.add(path, file.length, file.subarray(0, 4096));
  for (let n = looking.nextWish(); n !== undefined; n = looking.nextWish()) {
    for (let at = 0; at < file.length; at += piece) {
      looking.content(file.subarray(at, at + piece));
    }
    looking.contentEnd();
  }
  return looking;
}

function takeAll(file: Uint8Array): TakenPicture[] {
  const taken: TakenPicture[] = [];
  const each = (picture: TakenPicture) =>
    taken.push({ ...picture, pixels: picture.pixels.slice() });
  for (const n of looking.take()) {
    looking.takeContent(n, file, each);
    looking.takeContentEnd(n, each);
  }
  return taken;
}

describe('a table', () => {
  it('is found, and taken as it was found', () => {
    const found = lookAt('pets.csv', table).find({});
    expect(found).toMatchObject({ channels: 1, height: 3, width: 3, trainCount: 18, testCount: 2 });
    expect(found.problem).toBeUndefined();
    expect(found.classes).toEqual([
      { name: 'cat', train: 9, test: 1 },
      { name: 'dog', train: 9, test: 1 },
    ]);
    expect(found.pictures).toHaveLength(4);
    expect(found.pictures.every(({ pixels }) => pixels.length === 9)).toBe(true);

    const taken = takeAll(table);
    expect(looking.finish()).toEqual({ checks: [], missingTrain: [], missingTest: [] });
    expect(taken).toHaveLength(20);
    const places = taken.map(({ split, place }) => `${split} ${place}`);
    expect(new Set(places).size).toBe(20);
    const row = taken.find(({ pixels }) => pixels[0] === 9)!;
    expect(row.label).toBe(1);
    expect([...row.pixels]).toEqual([9, 10, 11, 12, 13, 14, 15, 16, 17]);
  });

  it('is taken as it was chosen, under the names that were given', () => {
    lookAt('pets.csv', table);
    const found = looking.find({ ink: 'dark', turn: 'transposed', classNames: ['Katze', 'Hund'] });
    expect(found.classes.map(({ name }) => name)).toEqual(['Katze', 'Hund']);
    const row = takeAll(table).find(({ pixels }) => pixels[0] === 255 - 9)!;
    expect([...row.pixels]).toEqual(
      [9, 12, 15, 10, 13, 16, 11, 14, 17].map((value) => 255 - value),
    );
  });

  it('that cannot be taken says why, and is not taken', () => {
    const found = lookAt('pixels.csv', bytes('1,2\n3,4\n')).find({});
    expect(found.problem).toContain('pixels.csv');
    expect(() => looking.take()).toThrow(found.problem!.slice(0, 10));
  });
});

describe('a figure on paper', () => {
  it('is separated from it; what is no picture is refused', () => {
    const pixels = Uint8Array.from({ length: 400 }, (_, i) => (i % 20 === 9 ? 30 : 250));
    const form = { channels: 1, height: 20, width: 20, pixels } as const;
    const { side, ink, widened, empty, dark } = engine.figureOnPaper(form);
    expect({ side, empty, dark }).toEqual({ side: 24, empty: false, dark: true });
    expect([ink.length, widened.length]).toEqual([576, 576]);
    expect([ink[12 * 24 + 11], ink[12 * 24 + 5]]).toEqual([1, 0]);
    expect(() => engine.figureOnPaper({ ...form, height: 21 })).toThrow('420 bytes');
    expect(() => engine.figureOnPaper({ ...form, width: 513 })).toThrow('width');
    expect(() => engine.figureOnPaper({ ...form, channels: 2 as 1 })).toThrow('1 or 3');
    looking = engine.look();
  });
});

describe('pictures', () => {
  it('are sampled, found and taken', () => {
    looking = engine.look();
    const picture = {
      width: 8,
      height: 8,
      channels: 1,
      bits: 8,
      data: new Uint8Array(64),
    } as const;
    for (let i = 0; i < 20; ++i) {
      looking.addPicture({ path: `${i % 2 ? 'a' : 'b'}/${i}.png`, width: 8, height: 8 });
    }
    looking.addBroken('a/broken.png', 'a/broken.png is cut short: its end is missing.');
    for (const n of looking.wantedSamples()) looking.sample(n, picture);
    const found = looking.find({});
    expect(found).toMatchObject({ height: 8, width: 8, trainCount: 18, testCount: 2 });
    expect(found.checks.join(' ')).toContain('a/broken.png is cut short');
    const taken: number[] = [];
    const [first, ...others] = looking.take();
    for (const n of others) {
      looking.takePicture(n, { ...picture, data: new Uint8Array(64).fill(n) }, ({ pixels }) => {
        taken.push(pixels[0]!);
      });
    }
    expect(taken.sort((a, b) => a - b)).toEqual(others.map(Number).sort((a, b) => a - b));
    const { missingTrain, missingTest, checks } = looking.finish();
    expect([...missingTrain, ...missingTest]).toHaveLength(1);
    expect(checks.join(' ')).toContain('could not be shown');
    expect(first).toBeTypeOf('number');
  });

  it('that are no pictures are refused before they are read', () => {
    looking = engine.look();
    const n = looking.addPicture({ path: 'a/1.png', width: 8, height: 8 });
    const data = new Uint8Array(63);
    expect(() => looking.sample(n, { width: 8, height: 8, channels: 1, bits: 8, data })).toThrow(
      'picture: expected 64 bytes, found 8x8 of 1 channels and 8 bits in 63 bytes',
    );
  });
});

it('refuses what is no choice and no bytes', () => {
  lookAt('pets.csv', table);
  expect(() => looking.find({ labels: 3 as unknown as string })).toThrow();
  expect(() => looking.add('x', 1, [1] as unknown as Uint8Array)).toThrow('head: expected');
  expect(looking.find({ labels: 'column 99' }).trainCount).toBe(18);
});
