import type { Split } from '../../protocol/data-sets';
import type { PictureSet, Pictures } from './picture-set';

/** One change of a set; each has another that takes it back. */
export type Change =
  | {
      kind: 'insert';
      split: Split;
      /** Places that the pictures have afterwards, ascending. */
      indices: number[];
      pixels: Uint8Array;
      labels: Uint8Array;
    }
  | { kind: 'remove'; split: Split; indices: number[] }
  | { kind: 'relabel'; split: Split; index: number; label: number }
  | { kind: 'rename'; title: string; classNames: string[] };

/**
 * The set with this change, and the change that leads back. The set that was given stays as it is;
 * bytes that do not change are shared. Throws a sentence when the change does not fit.
 */
export function edit(set: PictureSet, change: Change): { set: PictureSet; back: Change } {
  switch (change.kind) {
    case 'insert':
      return insert(set, change);
    case 'remove':
      return remove(set, change);
    case 'relabel':
      return relabel(set, change);
    case 'rename': {
      const { title, classNames } = change;
      const back: Change = { kind: 'rename', title: set.title, classNames: set.classNames };
      return { set: { ...set, title, classNames: [...classNames] }, back };
    }
  }
}

/**
 * A picture more at the end of its split. About every tenth of a class is for testing: the 5th, the
 * 15th, the 25th and so on, so that a small set has one early. It is counted by what there is: a
 * test picture that was deleted is replaced by the next one that is due.
 */
export function addition(set: PictureSet, label: number, pixels: Uint8Array): Change {
  checkLabel(set, label);
  const size = set.channels * set.height * set.width;
  if (pixels.length !== size) {
    throw new Error(
      `A picture of this set has ${set.channels} x ${set.height} x ${set.width} = ${size} values, ` +
        `found ${pixels.length}.`,
    );
  }
  const ofClass = ({ labels }: Pictures) => labels.filter((other) => other === label).length;
  const inTest = ofClass(set.test);
  const due = Math.floor((ofClass(set.train) + inTest + 1 + 5) / 10);
  const split = inTest < due ? 'test' : 'train';
  const indices = [set[split].labels.length];
  return { kind: 'insert', split, indices, pixels, labels: Uint8Array.of(label) };
}

export function checkLabel(set: Pick<PictureSet, 'classNames'>, label: number): void {
  const { length } = set.classNames;
  if (Number.isInteger(label) && label >= 0 && label < length) return;
  throw new Error(`The classes have numbers from 0 to ${length - 1}, found ${label}.`);
}

function insert(
  set: PictureSet,
  { split, indices, pixels, labels }: Change & { kind: 'insert' },
): { set: PictureSet; back: Change } {
  const size = set.channels * set.height * set.width;
  const before = set[split];
  const count = before.labels.length + labels.length;
  const after = {
    pixels: new Uint8Array(count * size),
    labels: new Uint8Array(count),
  };
  const copy = (
    from: { pixels: Uint8Array; labels: Uint8Array },
    at: number,
    to: number,
    n: number,
  ) => {
    after.pixels.set(from.pixels.subarray(at * size, (at + n) * size), to * size);
    after.labels.set(from.labels.subarray(at, at + n), to);
  };
  let end = 0;
  indices.forEach((index, place) => {
    copy(before, end - place, end, index - end);
    copy({ pixels, labels }, place, index, 1);
    end = index + 1;
  });
  copy(before, end - indices.length, end, count - end);
  return { set: { ...set, [split]: after }, back: { kind: 'remove', split, indices } };
}

function remove(
  set: PictureSet,
  { split, indices: asked }: Change & { kind: 'remove' },
): { set: PictureSet; back: Change } {
  const size = set.channels * set.height * set.width;
  const before = set[split];
  const indices = [...new Set(asked)].sort((a, b) => a - b);
  for (const index of indices) checkIndex(before, index);
  const gone = take(before, indices, size);
  const going = new Set(indices);
  const staying = Array.from(before.labels.keys()).filter((index) => !going.has(index));
  return {
    set: { ...set, [split]: take(before, staying, size) },
    back: { kind: 'insert', split, indices, ...gone },
  };
}

function relabel(
  set: PictureSet,
  { split, index, label }: Change & { kind: 'relabel' },
): { set: PictureSet; back: Change } {
  checkLabel(set, label);
  const { pixels, labels: before } = set[split];
  checkIndex(set[split], index);
  const labels = before.slice();
  labels[index] = label;
  const back: Change = { kind: 'relabel', split, index, label: before[index]! };
  return { set: { ...set, [split]: { pixels, labels } }, back };
}

function take({ pixels, labels }: Pictures, indices: number[], size: number): Pictures {
  const taken = {
    pixels: new Uint8Array(indices.length * size),
    labels: new Uint8Array(indices.length),
  };
  indices.forEach((index, place) => {
    taken.pixels.set(pixels.subarray(index * size, (index + 1) * size), place * size);
    taken.labels[place] = labels[index]!;
  });
  return taken;
}

function checkIndex({ labels }: Pictures, index: number): void {
  if (Number.isInteger(index) && index >= 0 && index < labels.length) return;
  const places = labels.length === 0 ? 'there are none' : `from 0 to ${labels.length - 1}`;
  throw new Error(`There is no picture ${index}: the pictures have numbers, ${places}.`);
}
