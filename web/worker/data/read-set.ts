import * as v from 'valibot';
import { largestSide, mostClasses, type KeptId } from '../../protocol/data-sets';
import { notListed } from '../storage/not-kept';
import type { SetParts, SetRecord } from '../storage/set-record';
import { partNames, type SetStore } from '../storage/set-store';
import { nameOf } from './set-name';
import { countClasses } from './pictures';
import type { PictureSet } from './picture-set';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const side = v.pipe(count, v.minValue(1), v.maxValue(largestSide));

const colour = v.array(v.pipe(count, v.maxValue(255)));

/** What a browser keeps may have been written by another version of the page, or by hand. */
const schema = v.looseObject({
  id: v.pipe(v.string(), v.startsWith('kept:')),
  title: v.string(),
  origin: v.string(),
  channels: v.picklist([1, 3]),
  height: side,
  width: side,
  classNames: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(mostClasses)),
  paint: v.optional(v.object({ paper: colour, ink: colour })),
  trainCounts: v.array(count),
  testCounts: v.array(count),
  version: v.pipe(count, v.minValue(1)),
});

/** Those of these records that can be read. */
export function soundRecords(stored: readonly unknown[]): SetRecord[] {
  return stored.filter((value): value is SetRecord => {
    const { success, output } = v.safeParse(schema, value);
    if (!success) return false;
    const { classNames, trainCounts, testCounts } = output;
    return [trainCounts, testCounts].every(({ length }) => length === classNames.length);
  });
}

/** A stored set with its pictures; throws a sentence where they are not what its record says. */
export async function readSet(
  store: SetStore,
  id: KeptId,
): Promise<{ record: SetRecord; set: PictureSet }> {
  const what = nameOf(id);
  const found = await store.read(id).catch((error: unknown) => {
    throw new Error(notListed(what, error));
  });
  const [record] = soundRecords(found ? [found.record] : []);
  if (!found || !record || record.id !== id || !areOf(record, found.parts)) {
    throw new Error(`What this browser keeps of ${what} is damaged: it cannot be read.`);
  }
  return { record, set: setOf(record, found.parts) };
}

/** Whether these are the pictures that the record tells of. */
function areOf(record: SetRecord, parts: SetParts): boolean {
  if (!partNames.every((name) => parts[name] instanceof Uint8Array)) return false;
  const { channels, height, width, classNames, trainCounts, testCounts } = record;
  const fit = (pixels: Uint8Array, labels: Uint8Array, counts: readonly number[]): boolean =>
    pixels.length === labels.length * channels * height * width &&
    labels.every((label) => label < classNames.length) &&
    countClasses(labels, classNames.length).join() === counts.join();
  return (
    fit(parts.trainPixels, parts.trainLabels, trainCounts) &&
    fit(parts.testPixels, parts.testLabels, testCounts)
  );
}

function setOf(record: SetRecord, parts: SetParts): PictureSet {
  const { title, channels, height, width, classNames, paint } = record;
  const train = { pixels: parts.trainPixels, labels: parts.trainLabels };
  const test = { pixels: parts.testPixels, labels: parts.testLabels };
  return { title, channels, height, width, classNames, train, test, ...(paint && { paint }) };
}
