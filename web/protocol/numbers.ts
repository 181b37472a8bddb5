/** 41,000. Not by Intl, which throws in a browser without locales (WebKitGTK with LANG=C). */
export function grouped(value: number): string {
  return value.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** The place of the largest value; of equal ones, of the first. */
export function largestOf(values: Float32Array): number {
  let best = 0;
  values.forEach((value, i) => {
    if (value > values[best]!) best = i;
  });
  return best;
}
