/**
 * Looks at files before anything is believed of them, in a WebAssembly module of its own: what
 * pictures, classes and split there are, what is unsure, and how four of the pictures look; then
 * takes them. Archives and pictures are opened by whoever calls it.
 */
export { loadFiles } from './load.js';
export type { FilesEngine } from './load.js';
export type {
  Choices,
  DecodedPicture,
  FilePicture,
  Findings,
  FoundPicture,
  Looking,
  SetForm,
  TakenPicture,
  TakenSet,
} from './looking.js';
export type { BytePicture, PaperFigure } from './paper-figure.js';
