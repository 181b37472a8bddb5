// Before each file of the package's tests: counts what they reach, and writes it down behind them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll } from 'vitest';

const folder = process.env.RECEPTIVE_COVERAGE;
if (!folder) throw new Error('RECEPTIVE_COVERAGE: expected a folder, found nothing');
mkdirSync(folder, { recursive: true });

const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

afterAll(async () => {
  const { result } = await session.post('Profiler.takePreciseCoverage');
  const ours = result.filter(({ url }) => url.includes('/build/package/'));
  const name = `${process.pid}-${process.hrtime.bigint()}.json`;
  writeFileSync(join(folder, name), JSON.stringify(ours));
  session.disconnect();
});
