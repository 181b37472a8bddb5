import { describe, expect, it } from 'vitest';
import { checkGiven } from '../../../web/protocol/door';
import { dataCommands } from '../../../web/protocol/schemas/data-commands';

const nothing = () => undefined;

/** Whether a command takes what it is given; what it says where it does not. */
function said(name: keyof typeof dataCommands, ...given: unknown[]): string {
  try {
    checkGiven(name, { given: dataCommands[name] }, given);
    return 'taken';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('choices', () => {
  it.each([
    ['none', {}],
    ['some', { labels: 'column 2', ink: 'dark', classNames: ['cat', 'dog'] }],
    ['the longest', { labels: 'x'.repeat(200), classNames: ['x'.repeat(40)] }],
  ])('are taken: %s', (_, choices) => {
    expect(said('lookAgain', choices)).toBe('taken');
    expect(said('takeFiles', choices, nothing)).toBe('taken');
  });

  it.each([
    ['too long an option', { labels: 'x'.repeat(201) }, /labels.*more than 200 letters/],
    ['no text', { ink: 1 }, /argument 1, ink, must be string, found 1/],
    ['nothing', { ink: undefined }, /ink/],
    ['an empty name', { classNames: ['cat', ' '] }, /1 to 40 letters/],
    ['too long a name', { classNames: ['cat', 'x'.repeat(41)] }, /1 to 40 letters/],
    ['a name twice', { classNames: ['cat', 'cat '] }, /two classes have one name/],
    [
      'too many names',
      { classNames: Array.from({ length: 257 }, (_, i) => `${i}`) },
      /more than 256 names/,
    ],
  ])('are refused: %s', (_, choices, problem) => {
    expect(said('lookAgain', choices)).toMatch(problem);
    expect(said('takeFiles', choices, nothing)).toMatch(problem);
  });
});

describe('files', () => {
  const files = [{ file: new File([], 'a.png'), path: 'cat/a.png' }];

  it('are looked at by themselves, or for a class of a set of the visitor’s own', () => {
    expect(said('lookAtFiles', files, undefined, nothing)).toBe('taken');
    expect(said('lookAtFiles', files, { id: 'kept:1', label: 0 }, nothing)).toBe('taken');
    expect(said('lookAtFiles', files, { id: 'xo', label: 0 }, nothing)).toMatch(/no kept data set/);
    expect(said('lookAtFiles', files, { id: 'kept:1', label: -1 }, nothing)).toMatch(/label/);
    expect(said('lookAtFiles', [{ path: 'a' }], undefined, nothing)).toMatch(/file/);
  });
});

describe('a picture that is tried', () => {
  it('is one file, on any set', () => {
    const picked = { file: new File([], 'a.png'), path: 'a.png' };
    expect(said('tryPicture', 'mnist', picked)).toBe('taken');
    expect(said('tryPicture', 'kept:1', picked)).toBe('taken');
    expect(said('tryPicture', 'nothing', picked)).toMatch(/no data set/);
    expect(said('tryPicture', 'mnist', [picked])).toMatch(/file/);
  });
});

describe('a drawing', () => {
  const strokes = [[[0.5, 0.5, 0.5]]];

  it('has a colour for each of its strokes where the set has colours', () => {
    expect(said('addDrawing', 'kept:1', 0, { strokes })).toBe('taken');
    expect(said('addDrawing', 'kept:1', 0, { strokes, colours: [0xff0000] })).toBe('taken');
    expect(said('addDrawing', 'kept:1', 0, { strokes, colours: ['red'] })).toMatch(/colours/);
    expect(said('addDrawing', 'kept:1', 0, { strokes, colours: [1 << 24] })).toMatch(/colours/);
  });
});

describe('a photograph', () => {
  const picture = (width: number, height: number, length = 4 * width * height) => {
    return { width, height, data: new Uint8ClampedArray(length) };
  };

  it('has as many pixels as it says', () => {
    expect(said('photograph', 'kept:1', picture(4, 3), 'dark')).toBe('taken');
    expect(said('photograph', 'kept:1', picture(4, 3), undefined)).toBe('taken');
    expect(said('photograph', 'kept:1', picture(4, 3, 47), 'dark')).toMatch(/not a picture/);
    expect(said('photograph', 'kept:1', picture(4097, 1), 'dark')).toMatch(/4096 pixels a side/);
    expect(said('photograph', 'kept:1', picture(0, 3), 'dark')).toMatch(/width/);
    expect(said('photograph', 'kept:1', picture(4, 3), 'red')).toMatch(/argument 3/);
  });
});
