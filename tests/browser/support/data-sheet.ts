import type { Locator, Page } from 'playwright-core';

/** The sheet of the data sets, by its roles and names. */
export class Sheet {
  readonly dialog: Locator;
  readonly pictures: Locator;
  readonly said: Locator;

  constructor(private readonly page: Page) {
    this.dialog = page.getByRole('dialog', { name: 'Data sets' });
    this.pictures = this.dialog.getByRole('listbox', { name: 'Pictures' }).getByRole('option');
    this.said = this.dialog.getByRole('status');
  }

  async open(): Promise<void> {
    await this.page.getByRole('button', { name: 'Browse data' }).click();
    await this.dialog.waitFor();
  }

  async close(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Close' }).click();
    await this.dialog.waitFor({ state: 'hidden' });
  }

  button(name: string | RegExp): Locator {
    return this.dialog.getByRole('button', { name });
  }

  tab(name: RegExp): Locator {
    return this.dialog.getByRole('tab', { name });
  }

  async openFolder(folder: string): Promise<void> {
    await this.button(/^Open or download/).click();
    const chooser = this.page.waitForEvent('filechooser');
    await this.button('Open a folder…').click();
    await (await chooser).setFiles(folder);
  }

  /** Labels of the pictures on the page, without what a network says. */
  async labels(): Promise<string[]> {
    const names = await this.pictures.evaluateAll((options) =>
      options.map((option) => option.getAttribute('aria-label') ?? ''),
    );
    return names.map((name) => name.split(',')[0]!);
  }
}
