import type { PictureHeader } from './picture-header';

/** Pixels row by row, red, green, blue and opacity of each, 0..255; nothing shines through. */
export interface DecodedPicture {
  width: number;
  height: number;
  data: Uint8Array | Uint8ClampedArray;
}

/** Makes pixels of a PNG or JPEG file whose header was checked; throws when it cannot. */
export type DecodePicture = (
  bytes: Uint8Array<ArrayBuffer>,
  header: PictureHeader,
) => Promise<DecodedPicture>;

/** The browser's own decoder. What is transparent is shown on white, as on a page. */
export const decodeInBrowser: DecodePicture = async (bytes, { type }) => {
  const bitmap = await createImageBitmap(new Blob([bytes], { type }));
  try {
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext('2d', {
      willReadFrequently: true,
    });
    if (!context) throw new Error('This browser gives no canvas to read pictures with.');
    context.fillStyle = 'white';
    context.fillRect(0, 0, width, height);
    context.drawImage(bitmap, 0, 0);
    return { width, height, data: context.getImageData(0, 0, width, height).data };
  } finally {
    bitmap.close();
  }
};
