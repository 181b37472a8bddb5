import { describe, expect, test as base } from 'vitest';
import type { Driver } from './driver';
import { journeys, tripOf } from './journeys';
import { Visitor } from './visitor';

/**
 * Every journey in one browser.
 *
 * @param program What is started; without it the journeys are skipped.
 * @param missing Why there is none.
 */
export function travel(
  engine: string,
  program: string | undefined,
  missing: string,
  launch: (program: string) => Promise<Driver>,
): void {
  if (!program) console.log(`skipped: the page in ${engine}. ${missing}`);
  const test = base.extend<{ driver: Driver }>({
    driver: [
      async ({}, use) => {
        const driver = await launch(program!);
        console.log(`journeys in ${driver.version}`);
        await use(driver);
        await driver.close();
      },
      { scope: 'file' },
    ],
  });
  describe.skipIf(!program)(engine, () => {
    for (const [name, journey] of Object.entries(journeys)) {
      test(name, async ({ driver }) => {
        const { trip, end } = tripOf(new Visitor(driver));
        let problems: string[] = [];
        try {
          await journey(trip);
        } finally {
          problems = await end();
        }
        expect(problems, 'what went wrong in the browser').toEqual([]);
      });
    }
  });
}
