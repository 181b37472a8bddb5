import { BrokenPicture, cutShort, damaged, type PictureHeader } from './picture';

/** Looks at a WebP's parts (RFC 9649) up to its first frame, which is the picture. */
export function webpHeader(name: string, bytes: Uint8Array): PictureHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 30 || view.getUint32(4, true) + 8 > bytes.length) {
    throw new BrokenPicture(name, cutShort);
  }
  const kind = String.fromCharCode(...bytes.subarray(12, 16));
  const at = 20;
  const header = (width: number, height: number, mayBeTransparent: boolean): PictureHeader => {
    return {
      format: 'webp',
      width,
      height,
      orientation: 1,
      grey: false,
      mayBeTransparent,
    };
  };
  if (kind === 'VP8 ') {
    const keyFrame = (bytes[at]! & 1) === 0;
    const started = bytes[at + 3] === 0x9d && bytes[at + 4] === 0x01 && bytes[at + 5] === 0x2a;
    if (!keyFrame || !started) throw new BrokenPicture(name, damaged);
    const side = (place: number) => view.getUint16(place, true) & 0x3fff;
    return header(side(at + 6), side(at + 8), false);
  }
  if (kind === 'VP8L') {
    if (bytes[at] !== 0x2f) throw new BrokenPicture(name, damaged);
    const packed = view.getUint32(at + 1, true);
    return header((packed & 0x3fff) + 1, ((packed >> 14) & 0x3fff) + 1, ((packed >> 28) & 1) === 1);
  }
  if (kind !== 'VP8X') throw new BrokenPicture(name, damaged);
  const side = (place: number) => view.getUint16(place, true) + (bytes[place + 2]! << 16) + 1;
  return header(side(at + 4), side(at + 7), (bytes[at]! & 0x10) !== 0);
}
