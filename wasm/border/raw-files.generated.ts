/**
 * What wasm/bindings/files/*.cpp export, by Emscripten's --emit-tsd. Made by wasm/bindings/types.mjs; do not
 * edit.
 */

export interface LookingHandle {
  addBroken(_0: number, _1: number, _2: number, _3: number): number;
  addFile(_0: number, _1: number, _2: number, _3: number, _4: number): number;
  addPicture(_0: number, _1: number, _2: number, _3: number): number;
  content(_0: number, _1: number): boolean;
  contentEnd(_0: number, _1: number): void;
  contentOver(): boolean;
  delete(): void;
  find(_0: number, _1: number): string;
  finish(): string;
  forSet(_0: number, _1: number, _2: number, _3: boolean, _4: number, _5: number): void;
  nextWish(): number;
  pictures(): Uint8Array<ArrayBuffer>;
  sample(_0: number, _1: number, _2: number, _3: number, _4: number, _5: number, _6: number): void;
  take(): Int32Array<ArrayBuffer>;
  takeContent(_0: number, _1: number, _2: number): void;
  takeContentEnd(_0: number): void;
  takePicture(
    _0: number,
    _1: number,
    _2: number,
    _3: number,
    _4: number,
    _5: number,
    _6: number,
  ): void;
  taken(): TakenPictures;
  wantedSamples(): Int32Array<ArrayBuffer>;
}

export interface MainModule {
  LookingHandle: {
    new (): LookingHandle;
  };
  errorParts(_0: number): ErrorParts;
  figureOnPaper(_0: number, _1: number, _2: number, _3: number): FigureOnPaper;
  releaseStaging(): void;
  reserveStaging(_0: number): Uint8Array<ArrayBuffer>;
  stagingView(): Uint8Array<ArrayBuffer>;
}

export type ErrorParts = {
  code: 'spec' | 'format' | 'argument' | 'divergence' | 'memory' | 'internal';
  message: string;
  where: string | undefined;
  argument: string | undefined;
  expected: string | undefined;
  found: string | undefined;
};

export type FigureOnPaper = {
  side: number;
  ink: Float32Array<ArrayBuffer>;
  widened: Float32Array<ArrayBuffer>;
  empty: boolean;
  dark: boolean;
};

export type NumberPair = [number, number];

export type TakenPictures = {
  destinations: Int32Array<ArrayBuffer>;
  pixels: Uint8Array<ArrayBuffer>;
};

export type Triple = [number, number, number];

export type WholePair = [number, number];
