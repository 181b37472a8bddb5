import type { BytesOptions, EngineDataset } from 'receptive';

/** Counts the sets that are alive. */
export interface SetCount {
  liveSets: number;
}

/** A set of the fake engine: bytes, as the real one keeps them. */
export function fakeSet(options: BytesOptions, log?: SetCount): EngineDataset {
  const { channels, height, width, classNames, range = [0, 1] } = options;
  const size = channels * height * width;
  const pixels = Uint8Array.from(options.pixels);
  const labels = Uint8Array.from(options.labels);
  if (labels.length === 0) throw new Error('labels: expected at least one');
  if (pixels.length !== labels.length * size) throw new Error('pixels: expected others');
  const largest = labels.reduce((a, b) => Math.max(a, b), 0);
  if (largest >= classNames.length) {
    throw new Error(`labels: expected values below ${classNames.length}, found ${largest}`);
  }
  if (log) log.liveSets += 1;
  let live = true;
  const bytes = (first = 0, count = labels.length - first) => {
    if (!live) throw new Error('data set used after dispose');
    return {
      pixels: pixels.slice(first * size, (first + count) * size),
      labels: labels.slice(first, first + count),
    };
  };
  const values = (from: Uint8Array) =>
    Float32Array.from(from, (byte) => range[0] + (byte / 255) * (range[1] - range[0]));
  return {
    count: labels.length,
    channels,
    height,
    width,
    classes: classNames.length,
    classNames: [...classNames],
    range,
    example: (index) => ({ image: values(bytes(index, 1).pixels), label: labels[index]! }),
    read(first = 0, count = labels.length - first) {
      const part = bytes(first, count);
      const { classNames: names } = options;
      const about = {
        count,
        channels,
        height,
        width,
        classes: names.length,
        classNames: [...names],
      };
      return { ...about, images: values(part.pixels), labels: part.labels };
    },
    bytes,
    dispose() {
      if (!live) throw new Error('data set disposed twice');
      live = false;
      if (log) log.liveSets -= 1;
    },
  };
}

/** Pictures of 4 x 4 whose bytes are their number; the classes take turns. */
export function fakeDataset(count: number, log?: SetCount, classes = 2): EngineDataset {
  return fakeSet(
    {
      channels: 1,
      height: 4,
      width: 4,
      classNames: Array.from({ length: classes }, (_, i) => `${i}`),
      pixels: Uint8Array.from({ length: count * 16 }, (_, i) => Math.floor(i / 16) % 256),
      labels: Uint8Array.from({ length: count }, (_, i) => i % classes),
    },
    log,
  );
}
