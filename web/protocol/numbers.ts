/** 41,000. Not by Intl, which throws in a browser without locales (WebKitGTK with LANG=C). */
export function grouped(value: number): string {
  return value.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ',');
}
