import type { Choices, DecodedPicture, FilesEngine, Findings, SetForm } from 'receptive/files';
import type { PictureHeader } from '../pictures/picture-file';

/** What of a header the looking asks. */
type Said = Pick<PictureHeader, 'width' | 'height' | 'bits' | 'grey' | 'mayBeTransparent'>;

/** One picture by itself, brought to a form: `findings` with its pixels. */
export function lookAtOne(
  engine: FilesEngine,
  form: SetForm,
  name: string,
  { width, height, bits, grey, mayBeTransparent }: Said,
  picture: DecodedPicture,
  choices: Choices = {},
): Findings & { pixels: Uint8Array<ArrayBuffer> } {
  const looking = engine.look();
  try {
    looking.forSet(form);
    const file = { path: name, width, height, bits, grey, mayBeTransparent };
    looking.sample(looking.addPicture(file), picture);
    const found = looking.find(choices);
    const [only] = found.pictures;
    if (!only) throw new Error(found.problem ?? `${name} could not be read.`);
    return { ...found, pixels: only.pixels };
  } finally {
    looking.dispose();
  }
}
