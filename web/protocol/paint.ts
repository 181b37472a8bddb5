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

/**
 * The values that paper and ink have for a network: colours without a paint of their own are drawn on
 * white, grey pictures light on dark.
 * @param of A set's channels, the values of its bytes 0 and 255, and its paint.
 */
export function paperAndInk({
  channels,
  range: [low, high],
  paint,
}: {
  channels: number;
  range: readonly [number, number];
  paint?: Paint | undefined;
}): readonly [paper: number, ink: number] {
  const dark = paint ? isDark(paint) : channels === 3;
  return dark ? [high, low] : [low, high];
}
