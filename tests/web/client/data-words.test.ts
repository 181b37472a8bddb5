import { describe, expect, it } from 'vitest';
import { cameraProblem } from '../../../web/client/data/camera.svelte';
import { filesOf } from '../../../web/client/data/dropped';
import { bytes, describePicture, mayBeFashion } from '../../../web/client/data/data-words';
import { infoOf } from './data-double';

describe('files of a folder', () => {
  const inFolder = (path: string): File => {
    const file = new File([], path.split('/').at(-1)!);
    Object.defineProperty(file, 'webkitRelativePath', { value: path });
    return file;
  };

  it('have paths below it, and what systems put there is left out', async () => {
    const picked = await filesOf(
      ['set/cat/1.png', 'set/.DS_Store', 'set/__MACOSX/cat/1.png', 'set/cat/Thumbs.db'].map(
        inFolder,
      ),
    );
    expect(picked.map(({ path }) => path)).toEqual(['cat/1.png']);
    expect((await filesOf([inFolder('a.npz')]))[0]?.path).toBe('a.npz');
  });
});

describe('a drop', () => {
  interface Tree {
    [name: string]: Tree | File;
  }

  /** As browsers give them: a folder answers with some of its entries at a time. */
  const entryOf = (name: string, content: Tree | File): FileSystemEntry => {
    if (content instanceof File) {
      const file = (done: (found: File) => void) => done(content);
      return { name, isDirectory: false, file } as unknown as FileSystemEntry;
    }
    const entries = Object.entries(content).map(([below, one]) => entryOf(below, one));
    const createReader = () => {
      const left = [...entries];
      return { readEntries: (done: (some: FileSystemEntry[]) => void) => done(left.splice(0, 2)) };
    };
    return { name, isDirectory: true, createReader } as unknown as FileSystemEntry;
  };
  const dropOf = (tree: Tree): FileSystemEntry[] =>
    Object.entries(tree).map(([name, content]) => entryOf(name, content));
  const file = (name: string) => new File(['x'], name);
  const cats = { '1.png': file('1.png'), '2.png': file('2.png'), '3.png': file('3.png') };

  it('of one folder is walked to the end; its own name is left out', async () => {
    const dropped = await filesOf(
      dropOf({ set: { cat: cats, dog: { '1.png': file('1.png'), '.hidden': file('.hidden') } } }),
    );
    expect(dropped.map(({ path }) => path)).toEqual([
      'cat/1.png',
      'cat/2.png',
      'cat/3.png',
      'dog/1.png',
    ]);
  });

  it('of several folders, which may be the classes, keeps their names', async () => {
    const dropped = await filesOf(dropOf({ cat: cats, dog: { '1.png': file('1.png') } }));
    expect(dropped.map(({ path }) => path)).toContain('dog/1.png');
    expect(dropped).toHaveLength(4);
  });

  it('of files gives the files', async () => {
    const dropped = await filesOf(dropOf({ a: file('a'), b: file('b') }));
    expect(dropped.map(({ path }) => path)).toEqual(['a', 'b']);
  });
});

describe('words', () => {
  it('say of a picture what it is and what the network makes of it', () => {
    const picture = { index: 0, label: 1, pixels: new Uint8Array() };
    const names = ['cat', 'dog'];
    expect(describePicture(picture, names)).toBe('dog');
    expect(describePicture({ ...picture, predicted: 1, confidence: 0.91 }, names)).toBe(
      'dog, read right, 91 % sure',
    );
    expect(describePicture({ ...picture, predicted: 0, confidence: 0.62 }, names)).toBe(
      'dog, misread as cat, 62 % sure',
    );
  });

  it('offer Fashion-MNIST’s names to a set that may be it, and to no other', () => {
    const digits = Array.from({ length: 10 }, (_, i) => String(i));
    const square = { height: 28, width: 28 };
    expect(mayBeFashion({ ...infoOf('kept:1', 'a', digits), ...square })).toBe(true);
    expect(mayBeFashion({ ...infoOf('mnist', 'a', digits), ...square })).toBe(false);
    expect(mayBeFashion({ ...infoOf('kept:1', 'a', ['Bag', ...digits.slice(1)]), ...square })).toBe(
      false,
    );
    expect(mayBeFashion(infoOf('kept:1', 'a', digits))).toBe(false);
  });

  it('give sizes a unit that fits', () => {
    expect([900, 54_321, 1.44e6, 2.5e9].map(bytes)).toEqual(['1 kB', '55 kB', '1.4 MB', '2.5 GB']);
  });

  it('tell what to do about a camera that does not start', () => {
    const named = (name: string) => Object.assign(new Error('technical'), { name });
    expect(cameraProblem(named('NotAllowedError'))).toContain('Allow it');
    expect(cameraProblem(named('NotFoundError'))).toContain('No camera was found');
    expect(cameraProblem(named('TypeError'))).toContain('technical');
  });
});
