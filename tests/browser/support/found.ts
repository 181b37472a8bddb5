import type { Locator, Page } from 'playwright-core';

/** A file as a person picks or drops it. */
export interface BroughtFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** The dialog that shows what files are before they are taken, by its roles and names. */
export class FoundDialog {
  readonly dialog: Locator;
  /** What is unsure. */
  readonly toCheck: Locator;
  readonly classNames: Locator;
  readonly use: Locator;

  constructor(private readonly page: Page) {
    this.dialog = page.getByRole('dialog', { name: 'What was found' });
    this.toCheck = this.dialog.getByRole('list', { name: 'To check' }).getByRole('listitem');
    this.classNames = this.dialog.getByRole('textbox', { name: 'Class names' });
    this.use = this.dialog.getByRole('button', { name: 'Use this data' });
  }

  choice(name: string): Locator {
    return this.dialog.getByRole('combobox', { name, exact: true });
  }

  /** Takes what was found as it stands. */
  async take(): Promise<void> {
    await this.use.click();
    await this.dialog.waitFor({ state: 'hidden' });
  }

  /** Opens files by the button of the page's head. */
  async pick(...files: BroughtFile[]): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    await this.page.getByRole('button', { name: 'Open IDX files' }).click();
    await (await chooser).setFiles(files);
  }

  async drop(...files: BroughtFile[]): Promise<void> {
    await this.page.evaluate(
      (dropped) => {
        const dataTransfer = new DataTransfer();
        for (const { name, type, bytes } of dropped) {
          dataTransfer.items.add(new File([Uint8Array.from(bytes)], name, { type }));
        }
        window.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
      },
      files.map(({ name, mimeType, buffer }) => ({ name, type: mimeType, bytes: [...buffer] })),
    );
  }
}
