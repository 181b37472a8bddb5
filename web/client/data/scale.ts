/** How a picture from a camera or a file becomes one of a set. */
export interface PictureSize {
  channels: number;
  height: number;
  width: number;
}

/** What is dark in a grey picture: lines on paper (a photograph too), or the ground behind them. */
export type Tone = 'darkIsInk' | 'lightIsInk';

/** Squares of about this side are read from the source before they are averaged. */
const readSide = 512;

/**
 * The middle of a picture, cut to the set's proportions and brought to its size: channel-major
 * bytes. The tone of a grey picture is judged by its edge when it is not given.
 */
export function middleOf(
  source: CanvasImageSource,
  sourceWidth: number,
  sourceHeight: number,
  size: PictureSize,
  tone?: Tone,
): Uint8Array {
  const { width, height } = size;
  const times = Math.max(1, Math.floor(readSide / Math.max(width, height)));
  const canvas = document.createElement('canvas');
  canvas.width = width * times;
  canvas.height = height * times;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('This browser gives the page no canvas to read pictures with.');
  // Where a picture is transparent, paper shows.
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  const part = Math.min(sourceWidth / width, sourceHeight / height);
  const [cutWidth, cutHeight] = [part * width, part * height];
  context.drawImage(
    source,
    (sourceWidth - cutWidth) / 2,
    (sourceHeight - cutHeight) / 2,
    cutWidth,
    cutHeight,
    0,
    0,
    canvas.width,
    canvas.height,
  );
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  return averaged(data, times, size, tone);
}

/** Means over blocks of `times` x `times` RGBA pixels; grey by the weights of Rec. 709. */
export function averaged(
  rgba: Uint8ClampedArray,
  times: number,
  { channels, height, width }: PictureSize,
  tone?: Tone,
): Uint8Array {
  const plane = height * width;
  const sums = new Float64Array(3 * plane);
  for (let y = 0; y < height * times; ++y) {
    for (let x = 0; x < width * times; ++x) {
      const at = 4 * (y * width * times + x);
      const to = Math.floor(y / times) * width + Math.floor(x / times);
      for (let c = 0; c < 3; ++c) sums[c * plane + to]! += rgba[at + c]!;
    }
  }
  const pixels = new Uint8Array(channels * plane);
  const mean = (channel: number, at: number): number => sums[channel * plane + at]! / times ** 2;
  if (channels === 3) {
    for (let i = 0; i < pixels.length; ++i) pixels[i] = Math.round(sums[i]! / times ** 2);
    return pixels;
  }
  const grey = Float64Array.from(
    { length: plane },
    (_, at) => 0.2126 * mean(0, at) + 0.7152 * mean(1, at) + 0.0722 * mean(2, at),
  );
  const dark = (tone ?? toneOf(grey, height, width)) === 'darkIsInk';
  for (let at = 0; at < plane; ++at) pixels[at] = Math.round(dark ? 255 - grey[at]! : grey[at]!);
  return pixels;
}

/** The edge of a picture is its ground, as a rule: light ground, dark ink. */
function toneOf(grey: Float64Array, height: number, width: number): Tone {
  let sum = 0;
  let number = 0;
  for (let y = 0; y < height; ++y) {
    const inner = y > 0 && y < height - 1;
    for (let x = 0; x < width; x += inner ? Math.max(1, width - 1) : 1) {
      sum += grey[y * width + x]!;
      number += 1;
    }
  }
  return sum / number >= 128 ? 'darkIsInk' : 'lightIsInk';
}
