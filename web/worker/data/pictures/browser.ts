import { decodeDirectly, isDirect } from './direct';
import { BrokenPicture, type Picture, type PictureHeader, reducedSize, usualMost } from './picture';

const types: Record<PictureHeader['format'], string> = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  bmp: 'image/bmp',
  avif: 'image/avif',
  heic: 'image/heic',
};

/**
 * The browser's own decoders; of what moves, the first frame. Colours are not converted to the
 * screen's: values are what counts.
 */
export async function decodeInBrowser(
  bytes: Uint8Array<ArrayBuffer>,
  header: PictureHeader,
  most = usualMost,
): Promise<Picture> {
  const direct = (await isDirect(header, most)) && (await decodeDirectly(bytes, header));
  const [width, height] = reducedSize(header.width, header.height, most);
  const data = direct || (await byCanvas(bytes, header, width, height));
  return { width, height, bits: 8, ...channelsOf(data, header) };
}

/** Through a canvas, turned as EXIF says by the browser, and of this size. */
async function byCanvas(
  bytes: Uint8Array<ArrayBuffer>,
  header: PictureHeader,
  width: number,
  height: number,
): Promise<Uint8ClampedArray> {
  const reduced = width !== header.width || height !== header.height;
  // Where a JPEG's end marker is missing, browsers show the picture on a page but decode none.
  const end = header.format === 'jpeg' ? [Uint8Array.of(0xff, 0xd9)] : [];
  const blob = new Blob([bytes, ...end], { type: types[header.format] });
  const bitmap = await bitmapOf(blob, header, {
    colorSpaceConversion: 'none',
    ...(reduced && { resizeWidth: width, resizeHeight: height, resizeQuality: 'high' }),
  });
  try {
    const is = (w: number, h: number) => bitmap.width === w && bitmap.height === h;
    if (!is(width, height) && !is(header.width, header.height)) {
      throw new BrokenPicture(
        'The picture',
        `is damaged: it is shown with ${bitmap.width} x ${bitmap.height} pixels, where its file ` +
          `says ${header.width} x ${header.height}.`,
      );
    }
    // Reduced here where a browser does not reduce while it decodes.
    return surface(width, height, (context) => {
      context.imageSmoothingQuality = 'high';
      context.drawImage(bitmap, 0, 0, width, height);
    });
  } finally {
    bitmap.close();
  }
}

async function bitmapOf(
  blob: Blob,
  { format }: PictureHeader,
  options: ImageBitmapOptions,
): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(blob, options);
  } catch (cause) {
    const fault =
      format === 'heic'
        ? 'is HEIC, which this browser does not show: export it as JPEG (in Photos: File, Export; ' +
          'on an iPhone: Settings, Camera, Formats, Most Compatible, before it is taken).'
        : format === 'avif'
          ? 'is AVIF and cannot be shown: it is damaged, or this browser does not know AVIF.'
          : 'is damaged and cannot be shown.';
    throw Object.assign(new BrokenPicture('The picture', fault), { cause });
  }
}

function surface(
  width: number,
  height: number,
  draw: (context: OffscreenCanvasRenderingContext2D) => void,
): Uint8ClampedArray {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('This browser gives no canvas to read pictures with.');
  draw(context);
  return context.getImageData(0, 0, width, height).data;
}

/** Only the channels in which there is something. */
function channelsOf(
  data: Uint8ClampedArray,
  { grey, mayBeTransparent }: PictureHeader,
): Pick<Picture, 'channels' | 'data'> {
  const pixels = data.length / 4;
  let clear = false;
  if (mayBeTransparent) for (let i = 3; i < data.length && !clear; i += 4) clear = data[i]! < 255;
  const kept = grey ? (clear ? [0, 3] : [0]) : clear ? [0, 1, 2, 3] : [0, 1, 2];
  const channels = kept.length as Picture['channels'];
  if (channels === 4) return { channels, data };
  const taken = new Uint8Array(pixels * channels);
  kept.forEach((from, c) => {
    for (let i = 0; i < pixels; ++i) taken[i * channels + c] = data[4 * i + from]!;
  });
  return { channels, data: taken };
}

let exact: Promise<boolean> | undefined;

/**
 * Whether a canvas gives back what was drawn on it. Some browsers change values a little, against
 * being recognised by them (Safari 26, Brave, Firefox with resistFingerprinting): pictures that pass
 * a canvas are then not quite what their files hold. Looked at once.
 */
export function canvasIsExact(): Promise<boolean> {
  exact ??= lookAtCanvas().catch(() => false);
  return exact;
}

async function lookAtCanvas(): Promise<boolean> {
  const side = 64;
  const drawn = new Uint8ClampedArray(4 * side * side);
  // All values, none beside its like; opaque, since other colours are rounded everywhere.
  for (let i = 0; i < drawn.length; ++i)
    drawn[i] = i % 4 === 3 ? 255 : (i * 167 + (i >> 8) * 31) & 255;
  const bitmap = await createImageBitmap(new ImageData(drawn, side, side));
  const data = surface(side, side, (context) => context.drawImage(bitmap, 0, 0));
  bitmap.close();
  return data.every((value, i) => value === drawn[i]);
}
