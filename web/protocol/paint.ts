/** Colours, a byte for each channel. */
export interface Paint {
  /** Of the ground that is drawn on. */
  paper: number[];
  /** Of what is drawn. */
  ink: number[];
}

/** Whether a set is dark on light, as paper is. */
export function isDark(paint: Paint | undefined): boolean {
  const sum = (colour: number[]) => colour.reduce((total, value) => total + value, 0);
  return paint !== undefined && sum(paint.paper) > sum(paint.ink);
}
