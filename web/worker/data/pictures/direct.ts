import { type PictureHeader, reducedSize } from './picture';

/** Kinds of which ImageDecoder gives what is in the file, where EXIF does not turn it. */
const types: Partial<Record<PictureHeader['format'], string>> = {
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  bmp: 'image/bmp',
};

const known = new Map<string, Promise<boolean>>();

function knows(type: string): Promise<boolean> {
  const found = known.get(type) ?? ImageDecoder.isTypeSupported(type).catch(() => false);
  known.set(type, found);
  return found;
}

/** Whether a picture can be decoded without a canvas, which may alter it. */
export async function isDirect(header: PictureHeader, most: number): Promise<boolean> {
  const { format, width, height, orientation, grey } = header;
  const [reduced, low] = reducedSize(width, height, most);
  const type = types[format];
  // JPEG's colours would come as they are packed, at half the size, and be spread coarsely.
  const whole = format !== 'jpeg' || grey;
  const asItIs = whole && orientation === 1 && reduced === width && low === height;
  return asItIs && type !== undefined && 'ImageDecoder' in globalThis && knows(type);
}

/**
 * The first frame's red, green, blue and opacity, by the browser's decoder and without a canvas:
 * exact, and several times as fast for small pictures. Undefined where the browser cannot after all.
 */
export async function decodeDirectly(
  bytes: Uint8Array<ArrayBuffer>,
  { format, width, height }: PictureHeader,
): Promise<Uint8ClampedArray | undefined> {
  let decoder: ImageDecoder | undefined;
  try {
    decoder = new ImageDecoder({
      data: bytes,
      type: types[format]!,
      colorSpaceConversion: 'none',
    });
    const { image } = await decoder.decode();
    try {
      const data = new Uint8ClampedArray(width * height * 4);
      const fits = image.displayWidth === width && image.displayHeight === height;
      const coloured = image.format?.startsWith('RGB') || image.format?.startsWith('BGR');
      if (!fits || !coloured || image.allocationSize({ format: 'RGBA' }) !== data.length)
        return undefined;
      await image.copyTo(data, { format: 'RGBA' });
      return data;
    } finally {
      image.close();
    }
  } catch {
    // Whatever it was: the other way says what is wrong, or shows the picture.
    return undefined;
  } finally {
    decoder?.close();
  }
}
