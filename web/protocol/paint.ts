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

/** A picture of nothing but the ground that is drawn on, in the values that a network gets. */
export function blankPicture({
  channels,
  height,
  width,
  ...set
}: Parameters<typeof paperAndInk>[0] & { height: number; width: number }): Float32Array {
  const area = height * width;
  const image = new Float32Array(channels * area).fill(paperAndInk({ channels, ...set })[0]);
  const [low, high] = set.range;
  if (channels > 1) {
    set.paint?.paper.forEach((byte, channel) =>
      image.fill(low + (byte / 255) * (high - low), channel * area, (channel + 1) * area),
    );
  }
  return image;
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
