/** Pixels as bytes, from the range's lower end to its upper one. */
export function bytesOf(values: Float32Array, [low, high]: readonly [number, number]): Uint8Array {
  const step = (high - low) / 255;
  return Uint8Array.from(values, (value) =>
    Math.max(0, Math.min(255, Math.round((value - low) / step))),
  );
}
