// What axe finds wrong. It is brought into the page once, and answers with that alone: its own way
// through Playwright opens a page for every answer and takes many times as long.
import axe from 'axe-core';
import type { Page } from 'playwright-core';

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** What a theme decides: colours, and how wide its letters are. */
const ofThemes = [
  'color-contrast',
  'link-in-text-block',
  'scrollable-region-focusable',
  'target-size',
];

const kinds = {
  standards: { runOnly: { type: 'tag', values: standards } },
  theme: { runOnly: { type: 'rule', values: ofThemes } },
  /** The best practices, too. */
  all: {},
} satisfies Record<string, axe.RunOptions>;

/**
 * On the whole page, or within one part of it.
 * @param part a selector
 */
export async function violations(
  page: Page,
  part?: string,
  kind: keyof typeof kinds = 'standards',
): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const options: axe.RunOptions = { ...kinds[kind], resultTypes: ['violations'] };
  return page.evaluate(
    async ([where, how]) => {
      const { axe: inPage } = window as unknown as { axe: typeof axe };
      const { violations: found } = await inPage.run(where ?? document, how);
      return found.flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
      );
    },
    [part, options] as const,
  );
}
