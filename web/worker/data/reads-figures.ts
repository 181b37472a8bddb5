import { isKept, type DataSetInfo } from '../../protocol/data-sets';
import type { PictureSource } from './pictures';

/** Pictures that are looked at. */
const most = 100;
/** Of the values, so far from the paper's: JPEG and soft lines leave as much. */
const near = 26;

/**
 * Whether a set's pictures are figures on paper, as MNIST's are: grey, and in nine of ten the
 * outermost pixels are all paper. Then a picture that is tried is read as a figure; what fills its
 * pictures to the edge, as photographs do, is fitted as it is. A set without pictures is one that is
 * drawn.
 */
export function readsFigures(info: DataSetInfo, source: PictureSource): boolean {
  if (info.channels !== 1) return false;
  if (!isKept(info.id)) return true;
  const count = Math.min(most, source.labels('train').length);
  const { height, width } = info;
  const paper = info.paint?.paper[0] ?? 0;
  const pixels = source.pixels('train', 0, count);
  const isBorder = (at: number) => {
    const [row, column] = [Math.floor(at / width), at % width];
    return row === 0 || row === height - 1 || column === 0 || column === width - 1;
  };
  const border = Array.from({ length: height * width }, (_, at) => at).filter(isBorder);
  let framed = 0;
  for (let first = 0; first < pixels.length; first += source.size) {
    if (border.every((at) => Math.abs(pixels[first + at]! - paper) <= near)) framed += 1;
  }
  return framed >= 0.9 * count;
}
