import {
  checkBoolean,
  checkBytes,
  checkText,
  checkWhole,
  describe,
  fileBytes,
  pixelBytes,
  readOptions,
} from '../border/checks.js';
import type { Core } from '../border/core.js';
import { unexpected } from '../border/errors.js';
import { Held } from '../border/held.js';
import { toJson } from '../border/plain-json.js';
import type { LookingHandle, RawFiles } from '../border/raw-module.js';

/** A picture file as its header says, upright. */
export interface FilePicture {
  path: string;
  width: number;
  height: number;
}

/**
 * Row by row, `channels` values of a pixel side by side: 1 grey, 2 grey and opacity, 3 red, green and
 * blue, 4 these and opacity.
 */
export interface DecodedPicture {
  width: number;
  height: number;
  channels: 1 | 2 | 3 | 4;
  bits: 8 | 16;
  data: Uint8Array | Uint8ClampedArray | Uint16Array;
}

/** A set that is there already. */
export interface SetForm {
  channels: number;
  height: number;
  width: number;
  /** Dark on light. */
  dark: boolean;
  /** Of the pictures. */
  className: string;
}

/** What is wanted otherwise than it was found, by the names and values of `Findings.choices`. */
export type Choices = Readonly<Record<string, string | readonly string[] | undefined>>;

/** One of the pictures as it would be taken. */
export interface FoundPicture {
  label: number;
  split: 'train' | 'test';
  /** Channel-major bytes. */
  pixels: Uint8Array<ArrayBuffer>;
}

export interface Findings {
  /** What the files call the set; may be empty. */
  title: string;
  channels: number;
  height: number;
  width: number;
  trainCount: number;
  testCount: number;
  classes: { name: string; train: number; test: number }[];
  /** What may be chosen. */
  choices: { name: string; value: string; options: { value: string; title: string }[] }[];
  /** Sentences: what is unsure. */
  checks: string[];
  /** Sentences: what was left out, joined or rounded. */
  notes: string[];
  /** Why it cannot be taken as it stands. */
  problem?: string;
  /** Mean colours of the ground and of what is drawn on it, a byte for each channel. */
  paper: number[];
  ink: number[];
  pictures: FoundPicture[];
}

/** A picture that was taken. */
export interface TakenPicture {
  label: number;
  split: 'train' | 'test';
  /** Its place in its split. */
  place: number;
  /** Channel-major bytes; a view that the next call takes back. */
  pixels: Uint8Array;
}

export interface TakenSet {
  /** Sentences on what was seen only when all pictures passed. */
  checks: string[];
  /** Places that no picture came for. */
  missingTrain: number[];
  missingTest: number[];
}

/**
 * Looks at some files and takes what was found, in the order of these functions. Each throws a
 * `ReceptiveError`. Call `dispose` at the end.
 */
export interface Looking {
  /** Before all: the files' pictures are to be added to one class of a set. */
  forSet(form: SetForm): void;
  /**
   * @param size in bytes, if known
   * @param head the first 4,096 bytes, or all
   * @returns the file's number
   */
  add(path: string, size: number | undefined, head: Uint8Array): number;
  addPicture(picture: FilePicture): number;
  /** @param why a sentence that begins with the path */
  addBroken(path: string, why: string): number;
  /** The number of the file whose content is wanted next; undefined when no more is needed. */
  nextWish(): number | undefined;
  /**
   * Its content, piece by piece.
   * @returns whether a part of the work is left. Who has others waiting calls again, with no bytes,
   * until nothing is; else the next piece or the end sees to it.
   */
  content(piece: Uint8Array): boolean;
  /** The last piece has come: works on what is left. @returns whether more is, as `content`. */
  contentOver(): boolean;
  /** @param why the file could not be read to its end, if so, in a sentence */
  contentEnd(why?: string): void;
  /** Numbers of the picture files that are wanted decoded, at most 256 pixels a side. */
  wantedSamples(): number[];
  sample(file: number, picture: DecodedPicture): void;
  /** What was found with these choices. */
  find(choices: Choices): Findings;

  /** Begins to take what was found last. @returns numbers of the files to be read, in order */
  take(): number[];
  /** The content of one of these files again, or of a picture. `each` is called for what is done. */
  takeContent(file: number, piece: Uint8Array, each: (picture: TakenPicture) => void): void;
  takeContentEnd(file: number, each: (picture: TakenPicture) => void): void;
  takePicture(file: number, picture: DecodedPicture, each: (picture: TakenPicture) => void): void;
  /** @throws Error where more than a tenth of the pictures never came */
  finish(): TakenSet;
  dispose(): void;
}

/** Of sets 64; a picture that is only looked at may be larger. */
const largestSide = 512;
const largestPicture = 2 ** 20;
const mostFiles = 2 ** 31 - 1;

const formKeys = ['channels', 'height', 'width', 'dark', 'className'] as const;
const pictureKeys = ['width', 'height', 'channels', 'bits', 'data'] as const;

function checkCall(name: string, value: unknown): void {
  if (typeof value !== 'function') throw unexpected(name, 'a function', describe(value));
}

export class CoreLooking implements Looking {
  readonly #core: Core<RawFiles>;
  readonly #held: Held<LookingHandle>;
  #size = 0;

  constructor(core: Core<RawFiles>) {
    this.#core = core;
    const object = core.call((raw) => new raw.LookingHandle());
    this.#held = new Held(this, 'looking', 'looking', object);
  }

  forSet(form: SetForm): void {
    const object = this.#held.object;
    const { channels, height, width, dark, className } = readOptions('form', form, formKeys);
    checkWhole('channels', channels, 1, 3);
    checkWhole('height', height, 1, largestSide);
    checkWhole('width', width, 1, largestSide);
    checkBoolean('dark', dark);
    checkText('className', className);
    this.#core.withText(className, (at, bytes) =>
      object.forSet(channels, height, width, dark, at, bytes),
    );
  }

  add(path: string, size: number | undefined, head: Uint8Array): number {
    const object = this.#held.object;
    checkText('path', path);
    if (size !== undefined) checkWhole('size', size, 0, Number.MAX_SAFE_INTEGER);
    checkBytes('head', head);
    const name = new TextEncoder().encode(path);
    return this.#core.withArrays([name, head], 0, ([at, headAt]) =>
      object.addFile(at!, name.length, size ?? 0, headAt!, head.length),
    );
  }

  addPicture(picture: FilePicture): number {
    const object = this.#held.object;
    const { path, width, height } = readOptions('picture', picture, ['path', 'width', 'height']);
    checkText('path', path);
    checkWhole('width', width, 1, largestPicture);
    checkWhole('height', height, 1, largestPicture);
    return this.#core.withText(path, (at, bytes) => object.addPicture(at, bytes, width, height));
  }

  addBroken(path: string, why: string): number {
    const object = this.#held.object;
    checkText('path', path);
    checkText('why', why);
    const [name, reason] = [path, why].map((text) => new TextEncoder().encode(text));
    return this.#core.withArrays([name!, reason!], 0, ([at, whyAt]) =>
      object.addBroken(at!, name!.length, whyAt!, reason!.length),
    );
  }

  nextWish(): number | undefined {
    const object = this.#held.object;
    const file = this.#core.call(() => object.nextWish());
    return file < 0 ? undefined : file;
  }

  content(piece: Uint8Array): boolean {
    const object = this.#held.object;
    const bytes = fileBytes('piece', piece);
    return this.#core.withArrays([bytes], 0, ([at]) => object.content(at!, bytes.length));
  }

  contentOver(): boolean {
    const object = this.#held.object;
    return this.#core.call(() => object.contentOver());
  }

  contentEnd(why = ''): void {
    const object = this.#held.object;
    checkText('why', why);
    this.#core.withText(why, (at, bytes) => object.contentEnd(at, bytes));
  }

  wantedSamples(): number[] {
    const object = this.#held.object;
    return [...this.#core.call(() => object.wantedSamples())];
  }

  sample(file: number, picture: DecodedPicture): void {
    const object = this.#held.object;
    checkWhole('file', file, 0, mostFiles);
    this.#withPicture(picture, ({ width, height, channels, bits }, at, bytes) =>
      object.sample(file, width, height, channels, bits, at, bytes),
    );
  }

  find(choices: Choices): Findings {
    const object = this.#held.object;
    const json = this.#core.withText(toJson('choices', choices), (at, bytes) =>
      object.find(at, bytes),
    );
    const found = JSON.parse(json) as Findings;
    const size = found.channels * found.height * found.width;
    const pixels = this.#core.call(() => object.pictures());
    found.pictures.forEach((picture, i) => {
      picture.pixels = pixels.slice(i * size, (i + 1) * size);
    });
    this.#size = size;
    return found;
  }

  take(): number[] {
    const object = this.#held.object;
    return [...this.#core.call(() => object.take())];
  }

  takeContent(file: number, piece: Uint8Array, each: (picture: TakenPicture) => void): void {
    const object = this.#held.object;
    checkWhole('file', file, 0, mostFiles);
    checkBytes('piece', piece);
    checkCall('each', each);
    this.#core.withArrays([piece], 0, ([at]) => object.takeContent(file, at!, piece.length));
    this.#tell(each);
  }

  takeContentEnd(file: number, each: (picture: TakenPicture) => void): void {
    const object = this.#held.object;
    checkWhole('file', file, 0, mostFiles);
    checkCall('each', each);
    this.#core.call(() => object.takeContentEnd(file));
    this.#tell(each);
  }

  takePicture(file: number, picture: DecodedPicture, each: (picture: TakenPicture) => void): void {
    const object = this.#held.object;
    checkWhole('file', file, 0, mostFiles);
    checkCall('each', each);
    this.#withPicture(picture, ({ width, height, channels, bits }, at, bytes) =>
      object.takePicture(file, width, height, channels, bits, at, bytes),
    );
    this.#tell(each);
  }

  finish(): TakenSet {
    const object = this.#held.object;
    return JSON.parse(this.#core.call(() => object.finish())) as TakenSet;
  }

  dispose(): void {
    this.#held.dispose();
  }

  #withPicture(
    picture: DecodedPicture,
    work: (picture: DecodedPicture, at: number, bytes: number) => void,
  ): void {
    const given = readOptions('picture', picture, pictureKeys);
    const { width, height, channels, bits, data } = given;
    checkWhole('width', width, 1, largestPicture);
    checkWhole('height', height, 1, largestPicture);
    checkWhole('channels', channels, 1, 4);
    if (bits !== 8 && bits !== 16) throw unexpected('bits', '8 or 16', describe(bits));
    const bytes = pixelBytes('data', data);
    this.#core.withArrays([bytes], 0, ([at]) => work(given, at!, bytes.length));
  }

  #tell(each: (picture: TakenPicture) => void): void {
    const object = this.#held.object;
    const { destinations, pixels } = this.#core.call(() => object.taken());
    for (let i = 0; i * 3 < destinations.length; ++i) {
      each({
        label: destinations[3 * i]!,
        split: destinations[3 * i + 1] === 1 ? 'test' : 'train',
        place: destinations[3 * i + 2]!,
        pixels: pixels.subarray(i * this.#size, (i + 1) * this.#size),
      });
    }
  }
}
