import { BrokenPicture, cutShort, damaged, type PictureHeader } from './picture';

/** A part of a file (ISO/IEC 14496-12, section 4.2): its four letters, and the bytes in it. */
interface Box {
  type: string;
  data: Uint8Array;
}

/** The boxes that lie behind each other in `bytes`; ends where one is not whole. */
function* boxes(bytes: Uint8Array): Generator<Box> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 8 <= bytes.length;) {
    let length = view.getUint32(at);
    let header = 8;
    if (length === 1 && at + 16 <= bytes.length) {
      length = Number(view.getBigUint64(at + 8));
      header = 16;
    }
    // Up to the end of the file.
    if (length === 0) length = bytes.length - at;
    if (length < header || at + length > bytes.length) {
      yield { type: 'cut', data: bytes.subarray(at) };
      return;
    }
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    yield { type, data: bytes.subarray(at + header, at + length) };
    at += length;
  }
}

const versionBytes = 4;
const inside = (box: Box | undefined, type: string, skip = 0): Box | undefined => {
  for (const one of boxes(box?.data.subarray(skip) ?? new Uint8Array(0))) {
    if (one.type === type) return one;
  }
  return undefined;
};

/**
 * Looks at the boxes of an AVIF or HEIC file (HEIF, ISO/IEC 23008-12): the properties of its primary
 * picture, turned as they say. What turns it is no EXIF: browsers apply it by themselves.
 */
export function heifHeader(
  name: string,
  bytes: Uint8Array,
  format: 'avif' | 'heic',
): PictureHeader {
  const outer = [...boxes(bytes)];
  const meta = outer.find(({ type }) => type === 'meta');
  const pixels = outer.some(({ type }) => type === 'mdat') || inside(meta, 'idat', versionBytes);
  const cut = outer.some(({ type }) => type === 'cut');
  if (cut || !pixels) throw new BrokenPicture(name, cutShort);
  const properties = inside(meta, 'iprp', versionBytes);
  const all = [...boxes(inside(properties, 'ipco')?.data ?? new Uint8Array(0))];
  const own = ownProperties(meta, properties).map((i) => all[i - 1]);
  const size = own.find((property) => property?.type === 'ispe')?.data;
  if (!size || size.length < 12) throw new BrokenPicture(name, damaged);
  const view = new DataView(size.buffer, size.byteOffset, size.byteLength);
  const sides = [view.getUint32(4), view.getUint32(8)] as const;
  const turned = own.find((property) => property?.type === 'irot')?.data[0] ?? 0;
  const [width, height] = turned & 1 ? [sides[1], sides[0]] : sides;
  const channels = own.find((property) => property?.type === 'pixi')?.data[versionBytes];
  return {
    format,
    width,
    height,
    orientation: 1,
    grey: channels === 1,
    mayBeTransparent: all.some(({ type, data }) => type === 'auxC' && isOpacity(data)),
  };
}

/** The numbers of the properties of the primary picture, from 1. */
function ownProperties(meta: Box | undefined, properties: Box | undefined): number[] {
  const primary = inside(meta, 'pitm', versionBytes)?.data;
  const list = inside(properties, 'ipma')?.data;
  if (!primary || !list || primary.length < 6 || list.length < 8) return [];
  const item = numberAt(primary, 4, primary[0] === 0 ? 2 : 4);
  const idBytes = list[0] === 0 ? 2 : 4;
  const wide = (list[3]! & 1) === 1;
  let at = 8;
  for (let left = numberAt(list, 4, 4); left > 0 && at + idBytes < list.length; --left) {
    const id = numberAt(list, at, idBytes);
    const count = list[at + idBytes]!;
    at += idBytes + 1;
    const step = wide ? 2 : 1;
    if (id === item) {
      // The highest bit says whether a reader must know the property.
      const mask = wide ? 0x7fff : 0x7f;
      return Array.from({ length: count }, (_, i) => numberAt(list, at + i * step, step) & mask);
    }
    at += count * step;
  }
  return [];
}

function numberAt(bytes: Uint8Array, at: number, length: number): number {
  let value = 0;
  for (let i = 0; i < length; ++i) value = value * 256 + (bytes[at + i] ?? 0);
  return value;
}

/** Whether a picture beside the primary one says how opaque it is. */
function isOpacity(data: Uint8Array): boolean {
  const kind = new TextDecoder('latin1').decode(data.subarray(versionBytes));
  return /^urn:mpeg:(mpegB:cicp:systems:auxiliary:alpha|hevc:2015:auxid:1)/.test(kind);
}
