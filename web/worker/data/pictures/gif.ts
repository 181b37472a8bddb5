import { BrokenPicture, cutShort, damaged, type PictureHeader } from './picture';
import { isGreyPalette } from './png-file';

/** Blocks (GIF89a specification, sections 20 to 26). */
const extension = 0x21;
const imageDescriptor = 0x2c;
const graphicControl = 0xf9;

/** Looks at a GIF up to the end of its first frame, which is the picture. */
export function gifHeader(name: string, bytes: Uint8Array): PictureHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const need = (end: number) => {
    if (end > bytes.length) throw new BrokenPicture(name, cutShort);
  };
  const palette = (flags: number, at: number): Uint8Array => {
    const length = flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
    need(at + length);
    return bytes.subarray(at, at + length);
  };
  /** Behind a row of blocks that each tell their length; the last has none. */
  const behindBlocks = (from: number): number => {
    let at = from;
    for (;;) {
      need(at + 1);
      const length = bytes[at]!;
      at += 1 + length;
      if (length === 0) return at;
    }
  };
  need(13);
  const [width, height] = [view.getUint16(6, true), view.getUint16(8, true)];
  const colours = palette(bytes[10]!, 13);
  let mayBeTransparent = false;
  for (let at = 13 + colours.length; ;) {
    need(at + 1);
    const block = bytes[at];
    if (block === extension) {
      need(at + 8);
      if (bytes[at + 1] === graphicControl && bytes[at + 3]! & 1) mayBeTransparent = true;
      at = behindBlocks(at + 2);
      continue;
    }
    if (block !== imageDescriptor) throw new BrokenPicture(name, damaged);
    need(at + 10);
    const whole = view.getUint16(at + 5, true) >= width && view.getUint16(at + 7, true) >= height;
    const own = palette(bytes[at + 9]!, at + 10);
    const used = own.length > 0 ? own : colours;
    behindBlocks(at + 10 + own.length + 1);
    return {
      format: 'gif',
      width,
      height,
      orientation: 1,
      grey: used.length > 0 && isGreyPalette(used),
      mayBeTransparent: mayBeTransparent || !whole,
    };
  }
}
