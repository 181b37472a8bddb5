import { Core } from '../border/core.js';
import { instantiate } from '../border/instance.js';
import type { RawFiles } from '../border/raw-module.js';
import { CoreLooking, type Looking } from './looking.js';
import { type BytePicture, figureOnPaper, type PaperFigure } from './paper-figure.js';

export interface FilesEngine {
  /** Of some files that belong together. */
  look(): Looking;
  /** Separates the ink of a photographed or scanned figure from its paper. */
  figureOnPaper(picture: BytePicture): PaperFigure;
  /** Bytes that it has taken from the host; all are given back when nobody holds it any more. */
  readonly reservedBytes: number;
}

/**
 * Starts the module that looks at files, with a memory of its own. WebAssembly's memory never
 * shrinks: let it go when the files are read.
 * @throws Error (the promise rejects) when its files cannot be fetched.
 */
export async function loadFiles(): Promise<FilesEngine> {
  // Addresses are written out in full, because bundlers look for just these words.
  const script = new URL('../receptive-files.js', import.meta.url);
  const wasm = new URL('../receptive-files.wasm', import.meta.url);
  const core = new Core(await instantiate<RawFiles>(script, wasm));
  return {
    look: () => new CoreLooking(core),
    figureOnPaper: (picture) => figureOnPaper(core, picture),
    get reservedBytes() {
      return core.reservedBytes;
    },
  };
}
