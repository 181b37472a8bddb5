import type { Page } from 'playwright-core';

/**
 * What a test asks of a page counts as a gesture of the visitor, and a page that is in use is not
 * loaded anew for the sake of isolation. Call before the page is opened.
 */
export async function withoutGestures(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'userActivation', { value: { hasBeenActive: false } });
  });
}
