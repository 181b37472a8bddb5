import type { Receptive } from './receptive';

/** A picture of the network by layer and kind: conv2d_1 maps. */
export const picture = (page: Receptive, place: string) =>
  page.page.locator(`[data-place="${place}"]`);

/** Where a picture is in the window, once it stands still. */
export async function resting(page: Receptive, place: string) {
  const box = async () => JSON.stringify(await picture(page, place).boundingBox());
  for (;;) {
    const before = await box();
    await page.frames(12);
    if ((await box()) === before) return (await picture(page, place).boundingBox())!;
  }
}
