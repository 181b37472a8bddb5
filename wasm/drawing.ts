import { checkChoice, checkFloats, checkOptions, checkWhole, describe } from './checks.js';
import type { Core } from './core.js';
import { unexpected } from './errors.js';
import type { DrawingOptions, PreparedDrawing } from './types.js';

const largestDrawing = 1024;
const largestResult = 512;

export function prepareDrawing(
  core: Core,
  ink: unknown,
  height: number,
  width: number,
  options: DrawingOptions = {},
): PreparedDrawing {
  checkOptions('drawing', options, ['side', 'box', 'centre', 'range']);
  const { side = 28, centre = 'mass', range = [0, 1] } = options;
  checkWhole('height', height, 1, largestDrawing);
  checkWhole('width', width, 1, largestDrawing);
  checkWhole('side', side, 1, largestResult);
  // MNIST's 20 of 28; of X and O's 9 it is the 7 that their figures fill.
  const { box = Math.max(1, side === 9 ? 7 : Math.round((side * 20) / 28)) } = options;
  checkWhole('box', box, 1, side);
  checkChoice('centre', centre, ['mass', 'box']);
  checkFloats('ink', ink);
  if (ink.length !== height * width) {
    throw unexpected('ink', `${height * width} values (${height}x${width})`, describe(ink));
  }
  const [low, high] = checkedRange(range);
  const values = side * side;
  const bytes = values * Float32Array.BYTES_PER_ELEMENT;
  return core.withArrays([ink], bytes, ([at], pixels) => {
    const found = core.module.prepareDrawing(
      at!,
      height,
      width,
      side,
      box,
      centre === 'box',
      pixels,
    );
    const image = core.floats(pixels, values);
    // The same rule that turns a data set's bytes into its values.
    if (low !== 0 || high !== 1)
      image.forEach((value, i) => (image[i] = low + value * (high - low)));
    return {
      image,
      empty: found.empty,
      box: [found.left, found.top, found.width, found.height],
    };
  });
}

function checkedRange(range: unknown): [number, number] {
  const numbers: unknown[] = Array.isArray(range) ? range : [];
  const [low, high] = numbers;
  if (numbers.length !== 2 || !Number.isFinite(low) || !Number.isFinite(high)) {
    throw unexpected('range', '[paper, ink], two finite numbers', describe(range));
  }
  return [low as number, high as number];
}
