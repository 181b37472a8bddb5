import { isGzip, isZip } from '../../storage/bytes';

/** What a file is, by what is in it. */
export type Kind = 'gzip' | 'zip' | 'idx' | 'npy' | 'csv' | 'png' | 'jpeg';

export const pngStart = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const npyStart = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** Kinds of files that people pick and that are not read. */
const others: [string, string][] = [
  ['GIF8', 'a GIF; PNG and JPEG pictures are read'],
  ['BM', 'a BMP picture; PNG and JPEG are read'],
  ['RIFF', 'a WebP picture or a sound; PNG and JPEG pictures are read'],
  ['%PDF', 'a PDF'],
  ['7z\xbc\xaf', 'a 7z archive; ZIP is read'],
  ['Rar!', 'a RAR archive; ZIP is read'],
  ['<', 'a web page or another text of markup'],
  ['{', 'JSON, which no pictures are read from'],
];

/** Throws a sentence that begins with `name` when the bytes begin like nothing that is read. */
export function kindOf(name: string, bytes: Uint8Array): Kind {
  const begins = (...start: number[]) => start.every((byte, i) => bytes[i] === byte);
  if (bytes.length === 0) throw new Error(`${name} is empty.`);
  if (isGzip(bytes)) return 'gzip';
  if (isZip(bytes)) return 'zip';
  if (begins(...npyStart)) return 'npy';
  if (begins(...pngStart)) return 'png';
  if (begins(0xff, 0xd8, 0xff)) return 'jpeg';
  if (begins(0, 0)) return 'idx';
  if (endsAsZip(bytes)) return 'zip';
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 1024)).trimStart();
  for (const [text, what] of others) {
    if (start.startsWith(text)) throw new Error(`${name} is ${what}.`);
  }
  if (isText(bytes.subarray(0, 1024))) return 'csv';
  const first = Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0'));
  throw new Error(
    `${name} is none of the files that are read (IDX, CSV, NPZ, ZIP, PNG, JPEG): it begins with ` +
      `${first.join(' ')}.`,
  );
}

/** A program that unpacks itself is an archive behind it; what an archive ends with is at its end. */
function endsAsZip(bytes: Uint8Array): boolean {
  const last = bytes.length - 22;
  const longestComment = 0xffff;
  for (let at = last; at >= 0 && at >= last - longestComment; --at) {
    const found = bytes[at] === 0x50 && isZip(bytes.subarray(at)) && bytes[at + 2] === 5;
    if (found && bytes[at + 20]! + 256 * bytes[at + 21]! === last - at) return true;
  }
  return false;
}

/** A table of numbers: control characters other than those between fields and lines are no text. */
function isText(start: Uint8Array): boolean {
  return start.every((byte) => byte >= 32 || byte === 9 || byte === 10 || byte === 13);
}
