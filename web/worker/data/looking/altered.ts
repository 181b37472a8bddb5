import { canvasIsExact, passesCanvas, type PictureHeader } from '../pictures/picture-file';

/**
 * Where this browser alters what a canvas gives back, a sentence on the pictures that pass one;
 * undefined where none does, or where the values are the files' own.
 *
 * @param most Pixels a side that they are reduced to, as for `decodePicture`.
 */
export async function alteredByCanvas(
  headers: Iterable<PictureHeader>,
  most?: number,
): Promise<string | undefined> {
  let count = 0;
  let all = 0;
  for (const header of headers) {
    all += 1;
    if (!(await passesCanvas(header, most))) continue;
    if (count === 0 && (await canvasIsExact())) return undefined;
    count += 1;
  }
  if (count === 0) return undefined;
  const which =
    all === 1
      ? 'the picture is'
      : `${count === all ? 'the' : `${count} of the`} pictures ${count === 1 ? 'is' : 'are'}`;
  return (
    `This browser alters pictures a little when a page reads them (against being recognised by ` +
    `it): ${which} not quite as in the file. PNG files are read exactly.`
  );
}
