import type { PictureSet } from '../../../web/worker/data/picture-set';

/** Pictures of 2 x 2; all pixels of one are its number, counted over both splits. */
export function smallSet(trainLabels: number[], testLabels: number[], title = 'Small'): PictureSet {
  const pictures = (labels: number[], from: number) => ({
    pixels: Uint8Array.from({ length: labels.length * 4 }, (_, i) => from + Math.floor(i / 4)),
    labels: Uint8Array.from(labels),
  });
  return {
    title,
    channels: 1,
    height: 2,
    width: 2,
    classNames: ['a', 'b', 'c'],
    train: pictures(trainLabels, 0),
    test: pictures(testLabels, trainLabels.length),
  };
}
