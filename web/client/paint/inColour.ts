/**
 * Writes a picture as one sees it.
 * @param bytes Red, green, blue and opacity of each place.
 * @param values Channel-major: red, green and blue.
 * @param range Values of no and of full light.
 */
export function writeInColour(
  bytes: Uint8ClampedArray,
  values: Float32Array,
  [low, high]: readonly [number, number],
): void {
  const area = bytes.length / 4;
  for (let place = 0; place < area; ++place) {
    for (let channel = 0; channel < 3; ++channel) {
      // Clamped and rounded by the array itself.
      bytes[4 * place + channel] = (255 * (values[channel * area + place]! - low)) / (high - low);
    }
    bytes[4 * place + 3] = 255;
  }
}
