import process from 'node:process';
import { describe, expect, test as base } from 'vitest';
import type { Driver } from './driver';
import { journeys, tripOf } from './journeys';
import { Visitor } from './visitor';

/** A browser as `npm test` found or installed it, or why it could not (tests/run/tools/). */
export type Found<Program> = { program: Program } | { missing: string };

/** What the environment tells of a browser, as JSON. */
export function told<Program>(variable: string): Found<Program> {
  const text = process.env[variable];
  if (text) return JSON.parse(text) as Found<Program>;
  return { missing: `Run \`npm test -- --only engines\`, which names it in ${variable}.` };
}

/** Every journey in one browser; skipped where there is none. */
export function travel<Program>(
  engine: string,
  found: Found<Program>,
  launch: (program: Program) => Promise<Driver>,
): void {
  const program = 'program' in found ? found.program : undefined;
  if ('missing' in found) console.log(`skipped: the page in ${engine}. ${found.missing}`);
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
        try {
          await journey(trip);
        } catch (error) {
          const said = await trip.visitor.alerts().catch(() => ['The page does not answer.']);
          console.log(`${name}: ${[...said, ...(await end())].join('\n')}`);
          throw error;
        }
        const problems = await end();
        expect(problems, 'what went wrong in the browser').toEqual([]);
      });
    }
  });
}
