export interface PreparedDrawing {
  /** side * side values, 0 paper to 1 ink, or -1 to 1 when `range` says so. */
  image: Float32Array;
  /** No ink at all: `image` is all paper. */
  empty: boolean;
  /** Ink's bounding box in the drawing, in pixels: [left, top, width, height]. */
  box: [number, number, number, number];
}

/** Values in 0..1 (0 paper, 1 ink), row by row. */
export interface GreyPicture {
  height: number;
  width: number;
  values: Float32Array;
}

/** What each stage made of a drawing; those after a stage that is switched off go on without it. */
export interface DrawingStages {
  /** The strokes as ink, with some paper around the pad. */
  ink: GreyPicture;
  /** Cropped and scaled, before it is placed in the picture. */
  scaled: GreyPicture;
}

/** Points [x, y, pressure]: x and y in 0..1 of the pad's side, pressure in 0..1. */
export type PenStroke = readonly (readonly [x: number, y: number, pressure: number])[];

export interface StrokeOptions extends DrawingOptions {
  /**
   * 'figure' (default): lines 0.14 as wide as the figure's longer side, as MNIST's are, however large
   * it was drawn; 'pad': the pen as it is seen on a pad.
   */
  pen?: 'figure' | 'pad';
}

export interface DrawingOptions {
  /** Height and width of the result. Default 28. */
  side?: number;
  /** The longer side of the ink's box in the result. Default 20 of 28, 7 of 9. */
  box?: number;
  /** Crop to the ink. Default true; else all of the paper is taken. */
  crop?: boolean;
  /** Make what was cropped as large as `box` says. Default true; else the paper fills the side. */
  scale?: boolean;
  /**
   * What comes into the middle: the ink's centre of mass ('mass', as MNIST has it, default), the
   * middle of its box, or the middle of the paper, so that the ink stays where it was drawn.
   */
  centre?: 'mass' | 'box' | 'paper';
  /** Values of paper and ink. Default [0, 1]. */
  range?: [number, number];
}
