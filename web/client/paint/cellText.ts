/** Two or three digits are what a square has room for: 0.33, −1.2, 14, 3e-5. */
export function cellText(value: number): string {
  const size = Math.abs(value);
  if (Number.isNaN(value)) return 'NaN';
  if (size === 0) return '0';
  // A true minus is as wide as a digit is.
  const sign = value < 0 ? '\u2212' : '';
  if (size === Infinity) return `${sign}∞`;
  if (size < 0.0005 || size >= 10_000) return sign + size.toExponential(0);
  const digits = size < 0.095 ? 1 : 2;
  return sign + String(size >= 100 ? Math.round(size) : Number(size.toPrecision(digits)));
}
