import { describe, expect, it } from 'vitest';
import type { PenPoint, Stroke } from '../../../web/protocol/data-sets';
import { Ink, withoutDisc } from '../../../web/client/drawing/ink.svelte';

const at = (x: number, y: number): PenPoint => [x, y, 0.5];
const line: Stroke = [at(0.1, 0.5), at(0.9, 0.5)];

describe('the eraser', () => {
  it('cuts a line in two where it passes', () => {
    const parts = withoutDisc(line, 0.5, 0.5, 0.1);
    expect(parts).toHaveLength(2);
    expect(parts[0]![0]).toEqual(at(0.1, 0.5));
    expect(parts[0]!.at(-1)![0]).toBeCloseTo(0.4, 1);
    expect(parts[1]![0]![0]).toBeCloseTo(0.6, 1);
    expect(parts[1]!.at(-1)).toEqual(at(0.9, 0.5));
  });

  it('shortens a line at its end, and takes a dot away', () => {
    const [rest, ...others] = withoutDisc(line, 0.9, 0.5, 0.1);
    expect(others).toEqual([]);
    expect(rest!.at(-1)![0]).toBeCloseTo(0.8, 1);
    expect(withoutDisc([at(0.5, 0.5)], 0.52, 0.5, 0.1)).toEqual([]);
  });

  it('leaves alone what it does not reach', () => {
    expect(withoutDisc(line, 0.5, 0.7, 0.1)[0]).toBe(line);
  });
});

describe('ink', () => {
  function drawn(): Ink {
    const ink = new Ink();
    ink.begin(at(0.1, 0.5));
    ink.extend([at(0.9, 0.5)]);
    ink.begin(at(0.5, 0.1));
    ink.extend([at(0.5, 0.3)]);
    return ink;
  }

  it('gives back what could not be used: on an empty pad, or behind what is drawn since', () => {
    const ink = drawn();
    const { strokes } = ink;
    ink.reset();
    ink.giveBack({ strokes });
    expect(ink.strokes).toBe(strokes);
    ink.reset();
    ink.begin(at(0.3, 0.3));
    ink.giveBack({ strokes });
    expect(ink.strokes).toHaveLength(1);
    ink.undo();
    ink.undo();
    expect(ink.strokes).toBe(strokes);
  });

  it('keeps the colour of each stroke, also of one that the eraser cut, through undo and redo', () => {
    const ink = new Ink();
    expect(drawn().drawing()).toEqual({ strokes: drawn().strokes });
    ink.colour = 0xff0000;
    ink.begin(at(0.1, 0.5));
    ink.extend([at(0.9, 0.5)]);
    ink.colour = 0x0000ff;
    ink.begin(at(0.5, 0.9));
    expect(ink.drawing()).toEqual({ strokes: ink.strokes, colours: [0xff0000, 0x0000ff] });
    ink.beginErasing();
    ink.erase(at(0.5, 0.5));
    expect(ink.colours).toEqual([0xff0000, 0xff0000, 0x0000ff]);
    ink.undo();
    expect(ink.colours).toEqual([0xff0000, 0x0000ff]);
    ink.undo();
    ink.redo();
    expect(ink.colours).toEqual([0xff0000, 0x0000ff]);
    const drawing = ink.drawing();
    ink.reset();
    ink.giveBack(drawing);
    expect(ink.drawing()).toEqual(drawing);
  });

  it('takes back and brings back stroke by stroke', () => {
    const ink = drawn();
    const both = ink.strokes;
    ink.undo();
    expect(ink.strokes).toEqual([line]);
    ink.undo();
    expect(ink.empty).toBe(true);
    expect(ink.canUndo).toBe(false);
    ink.undo();
    ink.redo();
    ink.redo();
    expect(ink.strokes).toEqual(both);
    expect(ink.canRedo).toBe(false);
    ink.undo();
    ink.begin(at(0, 0));
    expect(ink.canRedo).toBe(false);
  });

  it('clears, and can take that back', () => {
    const ink = drawn();
    const both = ink.strokes;
    ink.clear();
    expect(ink.empty).toBe(true);
    ink.undo();
    expect(ink.strokes).toEqual(both);
  });

  it('takes a sweep of the eraser back as one', () => {
    const ink = drawn();
    const both = ink.strokes;
    ink.beginErasing();
    for (const x of [0.3, 0.35, 0.4]) ink.erase(at(x, 0.5));
    expect(ink.strokes).toHaveLength(3);
    ink.undo();
    expect(ink.strokes).toEqual(both);
  });

  it('has a picture in place of strokes, and strokes in place of a picture', () => {
    const ink = drawn();
    const both = ink.strokes;
    const picture = { readFor: () => Promise.reject(new Error('not asked')) };
    ink.lay(picture);
    expect([ink.picture, ink.strokes, ink.empty]).toEqual([picture, [], false]);
    ink.begin(at(0.2, 0.2));
    expect([ink.picture, ink.strokes]).toEqual([undefined, [[at(0.2, 0.2)]]]);
    ink.undo();
    expect([ink.picture, ink.strokes]).toEqual([picture, []]);
    // There is no line that an eraser could take away.
    ink.beginErasing();
    ink.erase(at(0.5, 0.5));
    expect(ink.picture).toBe(picture);
    ink.clear();
    expect([ink.picture, ink.empty]).toEqual([undefined, true]);
    ink.undo();
    ink.undo();
    expect([ink.picture, ink.strokes]).toEqual([undefined, both]);
    ink.redo();
    expect(ink.picture).toBe(picture);
    ink.reset();
    expect(ink.empty).toBe(true);
  });

  it('an eraser that touches nothing leaves nothing to undo', () => {
    const ink = new Ink();
    ink.begin(at(0.1, 0.1));
    ink.beginErasing();
    ink.erase(at(0.8, 0.8));
    ink.undo();
    expect(ink.empty).toBe(true);
    expect(ink.canUndo).toBe(false);
  });

  it('tells whoever listens of every change', () => {
    const ink = new Ink();
    let changes = 0;
    ink.onChange(() => (changes += 1));
    ink.begin(at(0, 0));
    ink.extend([at(1, 1)]);
    ink.undo();
    ink.redo();
    ink.clear();
    ink.reset();
    expect(changes).toBe(6);
  });
});
