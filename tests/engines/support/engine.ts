import process from 'node:process';
import { afterAll, describe, expect, test } from 'vitest';
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
  let driver: Promise<Driver> | undefined;
  const begin = async (): Promise<Driver> => {
    const begun = await launch(program!);
    console.log(`journeys in ${begun.version}`);
    return begun;
  };
  const close = async (): Promise<void> => {
    const closing = driver;
    driver = undefined;
    await (await closing)?.close();
  };
  afterAll(close);
  describe.skipIf(!program)(engine, () => {
    for (const [name, journey] of Object.entries(journeys)) {
      test(name, async () => {
        const first = await (driver ??= begin());
        try {
          await goOn(name, journey, first);
        } catch (error) {
          // WebKitGTK ends by itself now and then, whatever it shows.
          const isThere = await first.evaluate(() => true).catch(() => false);
          if (isThere) throw error;
          console.log(`${name}: ${engine} ended by itself. Once more, in a new one.`);
          await close().catch(Boolean);
          await goOn(name, journey, await (driver ??= begin()));
        }
      });
    }
  });
}

async function goOn(
  name: string,
  journey: (typeof journeys)[string],
  driver: Driver,
): Promise<void> {
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
}
