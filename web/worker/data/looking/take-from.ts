import type { Findings, TakenPicture } from 'receptive/files';
import type { Split } from '../../../protocol/data-sets';
import { decodePicture, type DecodePicture } from '../pictures/picture-file';
import type { Pictures, PictureSet } from '../picture-set';
import { decoded, portions, type LookedAt, type LookingOptions } from './look-at';
import { ReadProgress } from './read-progress';

export interface Taken {
  set: Omit<PictureSet, 'title'>;
  /** Sentences on what was seen only when all pictures passed. */
  checks: string[];
}

/** Reads the files again and makes a set of what was found in them. */
export async function takeFrom(
  { looking, files, headers }: LookedAt,
  found: Findings,
  {
    pace,
    progress,
    decode = decodePicture,
  }: LookingOptions & { decode?: DecodePicture | undefined },
): Promise<Taken> {
  const { channels, height, width } = found;
  const size = channels * height * width;
  const parts: Record<Split, Pictures> = {
    train: room(found.trainCount, size),
    test: room(found.testCount, size),
  };
  const put = ({ label, split, place, pixels }: TakenPicture) => {
    parts[split].pixels.set(pixels, place * size);
    parts[split].labels[place] = label;
  };
  const order = looking.take();
  const read = new ReadProgress(
    order.map((n) => files[n]!),
    progress,
  );
  for (const n of order) {
    const file = files[n]!;
    read.begins(file);
    const header = headers.get(n);
    if (header) {
      const picture = await decoded(file, header, decode);
      if (picture) looking.takePicture(n, picture, put);
      read.ended(file);
      await pace.step();
      continue;
    }
    for await (const piece of read.pieces(file)) {
      for (const part of portions(piece)) {
        looking.takeContent(n, part, put);
        await pace.step();
      }
    }
    looking.takeContentEnd(n, put);
  }
  const { checks, missingTrain, missingTest } = looking.finish();
  return {
    set: {
      channels,
      height,
      width,
      classNames: found.classes.map(({ name }) => name),
      train: without(parts.train, missingTrain, size),
      test: without(parts.test, missingTest, size),
      ...paintOf(found),
    },
    checks,
  };
}

/** Nothing where it is light on dark, as it is where nobody says it. */
function paintOf({ channels, paper, ink }: Findings): Pick<PictureSet, 'paint'> {
  const usual = channels === 1 && paper[0] === 0 && ink[0] === 255;
  return usual ? {} : { paint: { paper, ink } };
}

function room(count: number, size: number): Pictures {
  try {
    return { pixels: new Uint8Array(count * size), labels: new Uint8Array(count) };
  } catch (cause) {
    const megabytes = Math.ceil((count * size) / 1e6);
    throw new Error(
      `The set has ${megabytes} MB, which this browser has no memory for: choose a smaller size.`,
      { cause },
    );
  }
}

/** Closes the gaps that pictures have left which never came. */
function without(pictures: Pictures, missing: readonly number[], size: number): Pictures {
  if (missing.length === 0) return pictures;
  const gone = new Set(missing);
  const { pixels, labels } = pictures;
  let to = 0;
  for (let from = 0; from < labels.length; ++from) {
    if (gone.has(from)) continue;
    pixels.copyWithin(to * size, from * size, (from + 1) * size);
    labels[to] = labels[from]!;
    to += 1;
  }
  return { pixels: pixels.slice(0, to * size), labels: labels.slice(0, to) };
}
