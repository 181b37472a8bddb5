/** Pixels as bytes, 0 paper to 255 ink. */
export function bytesOf(values: Float32Array, [paper, ink]: readonly [number, number]): Uint8Array {
  const step = (ink - paper) / 255;
  return Uint8Array.from(values, (value) =>
    Math.max(0, Math.min(255, Math.round((value - paper) / step))),
  );
}
