import { describe, expect, it } from 'vitest';
import { namesAsText, readNames } from '../../../web/client/data/found/class-names';

const read = (text: string, classes: number) => {
  const answer = readNames(text, classes);
  return 'names' in answer ? answer.names : answer.problem;
};

describe('class names', () => {
  it.each([
    ['by commas', 'cat, dog,bird', ['cat', 'dog', 'bird']],
    ['by commas, with one at the end', 'cat, dog, bird,', ['cat', 'dog', 'bird']],
    ['one a line', 'cat\r\n dog \n\nbird\n', ['cat', 'dog', 'bird']],
    ['one a line, with commas behind', 'cat,\ndog,\nbird', ['cat', 'dog', 'bird']],
    [
      'one a line, with commas in them',
      'cat, big\ndog, big\nbird',
      ['cat, big', 'dog, big', 'bird'],
    ],
    ['by semicolons', 'cat; dog; bird', ['cat', 'dog', 'bird']],
    ['by blanks', 'A  B C', ['A', 'B', 'C']],
    ['by tabs', 'A\tB\tC', ['A', 'B', 'C']],
    ['of two words', 'red cat, dog, blue bird', ['red cat', 'dog', 'blue bird']],
    ['as Python has them', "['cat', 'dog', 'bird']", ['cat', 'dog', 'bird']],
    ['as JSON has them', '[\n  "cat",\n  "dog, big",\n  "bird"\n]', ['cat', 'dog, big', 'bird']],
    ['with an apostrophe', "O'Brien, rock'n'roll, x", ["O'Brien", "rock'n'roll", 'x']],
  ])('are read %s', (_, text, names) => {
    expect(read(text, 3)).toEqual(names);
  });

  it.each([
    ['too few', 'cat, dog', 'There are 3 classes, and here are 2 names.'],
    ['one', 'cat', 'There are 3 classes, and here is 1 name.'],
    ['none', '  ', 'There are 3 classes, and here are 0 names.'],
    ['too many', 'a, b, c, d', 'There are 3 classes, and here are 4 names.'],
    ['the same', 'cat, dog, cat', 'Two classes are called “cat”.'],
    [
      'too long',
      `cat, dog, ${'x'.repeat(41)}`,
      `“${'x'.repeat(20)}…” has 41 letters; 40 are the most.`,
    ],
  ])('that are %s are not taken', (_, text, problem) => {
    expect(read(text, 3)).toBe(problem);
  });

  it('are as many as there are classes where that decides how they are separated', () => {
    expect(read('new york, los angeles', 2)).toEqual(['new york', 'los angeles']);
    expect(read('new york los angeles', 4)).toEqual(['new', 'york', 'los', 'angeles']);
    expect(read('a, b\nc, d', 2)).toEqual(['a, b', 'c, d']);
    expect(read('a, b\nc, d', 4)).toEqual(['a', 'b', 'c', 'd']);
  });

  it.each([
    [['0', '1', '2']],
    [['T-shirt/top', 'Ankle boot', 'a “b” c']],
    [['cat, big', 'dog', 'x;y']],
    [['x;y', 'z', 'rock’n’roll']],
    [Array.from({ length: 256 }, (_, i) => `class ${i}`)],
    [['漢', '字']],
    [['alone']],
  ])('are read as they are shown: %j', (names) => {
    expect(read(namesAsText(names), names.length)).toEqual(names);
  });
});
