/** What a log scale can show: below and above there are no round numbers to write at its ends. */
const lowest = 1e-20;
const highest = 1e20;

/**
 * The ends of a log scale around values from `low` to `high`, each one digit and a power of ten
 * (0.09, 2, 300). The axis counts its ticks on from the lower end: from 0.096 in hundredths it never
 * comes to 0.1, where it is to go on in tenths, and makes ticks until the memory is full. Values that
 * are no place on a log scale (0, less, none) count as not there.
 *
 * @returns The lower end above 0, and a larger upper one.
 */
export function logRange(
  low: number | null | undefined,
  high: number | null | undefined,
): [bottom: number, top: number] {
  const from = within(low ?? NaN, 0.1);
  const to = Math.max(from, within(high ?? NaN, 1));
  const bottom = rounded(from, Math.floor);
  const top = rounded(to, Math.ceil);
  return [bottom, top > bottom ? top : 10 * bottom];
}

function within(value: number, otherwise: number): number {
  if (!(value > 0)) return otherwise;
  return Math.min(highest, Math.max(lowest, value));
}

/** To one digit. Read from its text: 10 ** -24 is not the number that is written 1e-24. */
function rounded(value: number, round: (value: number) => number): number {
  const [digits, exponent] = value.toExponential(12).split('e');
  return Number(`${round(Number(digits))}e${exponent}`);
}
