import { describe, expect, it } from 'vitest';
import { sortIdxFiles } from '../../../../web/worker/data/readers/idx-files';
import { idx, type Bytes } from '../idx-bytes';

function file(name: string, bytes: Bytes) {
  return { name, bytes };
}

const images = (count: number) => idx([count, 4, 4]);
const labels = (count: number) => idx([count], (item) => item % 10);

describe('four files', () => {
  it('are recognised by what is in them, whatever their names and order', () => {
    const sets = sortIdxFiles([
      file('d', labels(20)),
      file('c', images(60)),
      file('b', images(20)),
      file('a', labels(60)),
    ]);
    expect(sets.train.images.name).toBe('c');
    expect(sets.train.labels.name).toBe('a');
    expect(sets.test.images.name).toBe('b');
    expect(sets.test.labels.name).toBe('d');
    expect(sets.heldOut).toBe(false);
    expect(sets.test.images.shape).toEqual([20, 4, 4]);
  });

  it('of the same size are told apart by their names', () => {
    const sets = sortIdxFiles([
      file('my-test-labels', labels(30)),
      file('my-test-images', images(30)),
      file('my-images', images(30)),
      file('my-labels', labels(30)),
    ]);
    expect(sets.train.images.name).toBe('my-images');
    expect(sets.train.labels.name).toBe('my-labels');
    expect(sets.test.labels.name).toBe('my-test-labels');
  });

  it('of the same size without telling names are refused', () => {
    expect(() =>
      sortIdxFiles([
        file('a', labels(30)),
        file('b', images(30)),
        file('c', images(30)),
        file('d', labels(30)),
      ]),
    ).toThrow(/b and c have the same number of pictures.*'test' or 't10k'/);
  });

  it('whose counts do not fit are refused', () => {
    expect(() =>
      sortIdxFiles([
        file('a', labels(30)),
        file('b', images(30)),
        file('c', images(20)),
        file('d', labels(21)),
      ]),
    ).toThrow('c has 20 pictures, d has 21 labels; they should have as many.');
  });

  it('with pictures of two sizes are refused', () => {
    expect(() =>
      sortIdxFiles([
        file('a', labels(30)),
        file('b', images(30)),
        file('c', idx([20, 5, 5])),
        file('d', labels(20)),
      ]),
    ).toThrow('must be of one size');
  });
});

describe('two files', () => {
  it('keep a tenth for testing, pictures and labels together, from all over the set', () => {
    const { train, test, heldOut } = sortIdxFiles([
      file('images', images(200)),
      // Sorted by class, as files often are.
      file(
        'labels',
        idx([200], (item) => Math.floor(item / 20)),
      ),
    ]);
    expect(heldOut).toBe(true);
    expect([train.images.shape[0], test.images.shape[0]]).toEqual([180, 20]);
    const seen = new Set<number>();
    const classes = new Set<number>();
    for (const { images: pictures, labels: names } of [train, test]) {
      for (let i = 0; i < pictures.shape[0]!; ++i) {
        const value = pictures.bytes[16 + i * 16]!;
        expect(names.bytes[8 + i]).toBe(Math.floor(value / 20));
        seen.add(value);
        if (pictures === test.images) classes.add(names.bytes[8 + i]!);
      }
    }
    expect(seen.size).toBe(200);
    expect(classes.size).toBeGreaterThan(5);
  });

  it('must be pictures and labels', () => {
    expect(() => sortIdxFiles([file('a', images(20)), file('b', images(20))])).toThrow(
      'found 2 with pictures and 0 with labels',
    );
  });

  it('must be enough to keep a tenth', () => {
    expect(() => sortIdxFiles([file('a', images(9)), file('b', labels(9))])).toThrow(
      'ten are the least',
    );
  });
});

describe('broken files', () => {
  const good = file('labels', labels(20));
  function refuse(name: string, bytes: Bytes): string {
    try {
      sortIdxFiles([file(name, bytes), good]);
    } catch (error) {
      return (error as Error).message;
    }
    throw new Error('was accepted');
  }

  it('each say what is wrong with them', () => {
    const text = (content: string) => new Uint8Array(new TextEncoder().encode(content));
    expect(refuse('x', text('hello hello'))).toMatch('another type than bytes');
    expect(refuse('x', Uint8Array.of(0, 0, 8))).toBe('x is cut short: it ends in its header.');
    expect(refuse('x', images(20).slice(0, 9))).toBe('x is cut short: it ends in its header.');
    expect(refuse('x', images(20).slice(0, 100))).toBe(
      'x is cut short: 20 x 4 x 4 takes 336 bytes, it has 100.',
    );
    expect(refuse('x', new Uint8Array([...images(20), 0]))).toMatch('x is too long');
    const floats = images(20);
    floats[2] = 0x0d;
    expect(refuse('x', floats)).toMatch('another type than bytes');
    expect(refuse('x', idx([20, 4]))).toMatch('has 2 dimensions');
    expect(refuse('x', idx([0, 4, 4]))).toMatch('0 x 4 x 4');
  });

  it('with absurd sizes take no memory', () => {
    const bytes = new Uint8Array(20);
    bytes.set([0, 0, 8, 4]);
    bytes.fill(255, 4);
    expect(refuse('x', bytes)).toMatch('is cut short');
  });

  it('come in twos and fours', () => {
    expect(() => sortIdxFiles([good])).toThrow('found 1.');
    expect(() => sortIdxFiles([good, good, good])).toThrow('found 3.');
  });
});
