// The live figures of the page, as numbers.

/** @typedef {import('playwright-core').Page} Page */

/**
 * A figure's text: that of the element with this data-testid; '' when there is none.
 * @param {Page} page
 * @param {string} id
 */
export async function figureText(page, id) {
  const [text = ''] = await page.getByTestId(id).allTextContents();
  return text.trim();
}

/**
 * 98.2 for '98.2 %', 41000 for '41,000', NaN for a dash.
 * @param {Page} page
 * @param {string} id
 */
export async function figure(page, id) {
  return toNumber(await figureText(page, id));
}

/** @param {string} text */
export function toNumber(text) {
  const found = /-?[\d,]*\.?\d+(?:e[+-]?\d+)?/.exec(text.replace('−', '-'));
  return found ? Number(found[0].replaceAll(',', '')) : NaN;
}
