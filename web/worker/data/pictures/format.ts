import type { PictureFormat } from './picture';

const begins = (bytes: Uint8Array, start: string, at = 0) =>
  [...start].every((letter, i) => bytes[at + i] === letter.charCodeAt(0));

/** Names of HEIF's kinds (ISO/IEC 23008-12) in the box that such a file begins with. */
const avifBrands = ['avif', 'avis'];
const heicBrands = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'];

/** Which kind of picture begins so; undefined where none does that a browser may decode. */
export function pictureFormat(head: Uint8Array): PictureFormat | undefined {
  if (begins(head, '\x89PNG\r\n\x1a\n')) return 'png';
  if (begins(head, '\xff\xd8\xff')) return 'jpeg';
  if (begins(head, 'GIF87a') || begins(head, 'GIF89a')) return 'gif';
  if (begins(head, 'RIFF') && begins(head, 'WEBP', 8)) return 'webp';
  if (isBmp(head)) return 'bmp';
  return begins(head, 'ftyp', 4) ? heifFormat(head) : undefined;
}

/** 'BM' begins many texts; the size of the header behind it is one of few. */
function isBmp(head: Uint8Array): boolean {
  const known = [12, 16, 40, 52, 56, 64, 108, 124];
  const rest = head[15] === 0 && head[16] === 0 && head[17] === 0;
  return begins(head, 'BM') && rest && known.includes(head[14]!);
}

function heifFormat(head: Uint8Array): PictureFormat | undefined {
  const length = head[2]! * 256 + head[3]!;
  const brands: string[] = [];
  for (let at = 8; at + 4 <= Math.min(length, head.length); at += 4) {
    // Behind the main brand stands a version.
    if (at !== 12) brands.push(String.fromCharCode(...head.subarray(at, at + 4)));
  }
  if (brands.some((brand) => avifBrands.includes(brand))) return 'avif';
  return brands.some((brand) => heicBrands.includes(brand)) ? 'heic' : undefined;
}

const foreign: [string, string][] = [
  ['II*\0', 'a TIFF picture'],
  ['MM\0*', 'a TIFF picture'],
  ['II+\0', 'a TIFF picture'],
  ['8BPS', 'a Photoshop document'],
  ['gimp xcf', 'a GIMP document'],
  ['\0\0\x01\0', 'an icon (ICO)'],
  ['\xff\x0a', 'a JPEG XL picture'],
  ['\0\0\0\x0cJXL ', 'a JPEG XL picture'],
  ['\0\0\0\x0cjP  ', 'a JPEG 2000 picture'],
  ['\xff\x4f\xff\x51', 'a JPEG 2000 picture'],
  ['v/1\x01', 'an OpenEXR picture'],
  ['#?RADIANCE', 'a Radiance picture'],
  ['DDS ', 'a DDS texture'],
  ['\0\0\0\x0cCgBI', 'a PNG as iPhone programs keep it'],
];

const netpbm = ['PBM', 'PGM', 'PPM', 'PBM', 'PGM', 'PPM', 'PAM'];

/**
 * What a picture is that begins so and that browsers do not decode, for a sentence ('a TIFF
 * picture'); undefined where it is none of those that are known.
 */
export function foreignPicture(head: Uint8Array): string | undefined {
  const known = foreign.find(([start]) => begins(head, start));
  if (known) return known[1];
  if (begins(head, 'DICM', 128)) return 'a DICOM picture';
  const kind = head[0] === 0x50 && [9, 10, 13, 32].includes(head[2]!) ? head[1]! - 0x31 : -1;
  if (netpbm[kind]) return `a ${netpbm[kind]} picture`;
  const text = new TextDecoder('latin1').decode(head.subarray(0, 1024));
  return /^(\u00ef\u00bb\u00bf)?\s*(<\?xml[^<]*)?(<!--[^]*?-->\s*|<!DOCTYPE svg[^>]*>\s*)*<svg[\s>]/.test(
    text,
  )
    ? 'an SVG drawing'
    : undefined;
}
