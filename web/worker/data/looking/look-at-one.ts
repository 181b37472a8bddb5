import type { Choices, DecodedPicture, FilesEngine, Findings, SetForm } from 'receptive/files';

/** One picture by itself, brought to a form: `findings` with its pixels. */
export function lookAtOne(
  engine: FilesEngine,
  form: SetForm,
  name: string,
  { width, height }: { width: number; height: number },
  picture: DecodedPicture,
  choices: Choices = {},
): Findings & { pixels: Uint8Array<ArrayBuffer> } {
  const looking = engine.look();
  try {
    looking.forSet(form);
    looking.sample(looking.addPicture({ path: name, width, height }), picture);
    const found = looking.find(choices);
    const [only] = found.pictures;
    if (!only) throw new Error(found.problem ?? `${name} could not be read.`);
    return { ...found, pixels: only.pixels };
  } finally {
    looking.dispose();
  }
}
