// Kills at random moments, discards and damaged records, and what each took from the training.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildEngine } from '../../wasm/toolchain/engine.mjs';
import { setUpForEngine } from '../../wasm/toolchain/setup.mjs';
import { testMishaps } from '../run/vitest.mjs';

/** @typedef {{ kind: string, steps: number, seconds: number }} Loss */

const names = {
  renderer: 'the tab’s process killed',
  browser: 'the browser’s whole process group killed',
  writing: 'the browser killed during a write',
  keeping: 'the browser killed while files are kept for offline',
  discard: 'the tab hidden, frozen and thrown away, at rest',
  damage: 'kept records damaged by random bytes',
};

/** In about so many minutes; where there are fewer, as many fewer of each. */
const usualMinutes = 80;
const times = { renderer: 80, browser: 80, writing: 20, keeping: 20, discard: 20, damage: 40 };

/** @type {import('./main.mjs').Part} */
export default async (report, { minutes = usualMinutes, quick }) => {
  await setUpForEngine();
  await buildEngine();
  const { buildPage } = await import('../../web/build/page.mjs');
  await buildPage();
  const folder = mkdtempSync(join(tmpdir(), 'receptive-mishaps-'));
  const results = join(folder, 'losses.jsonl');
  writeFileSync(results, '');
  try {
    const share = quick ? 0 : Math.min(1, minutes / usualMinutes);
    const wanted = Object.fromEntries(
      Object.entries(times).map(([kind, count]) => [kind, Math.max(1, Math.round(share * count))]),
    );
    await testMishaps(report, { times: wanted, results });
    const losses = readFileSync(results, 'utf8').split('\n').filter(Boolean);
    return tell(
      report,
      losses.map((line) => JSON.parse(line)),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** @param {import('./main.mjs').LongReport} report @param {Loss[]} losses */
function tell(report, losses) {
  const rows = Object.entries(names).map(([kind, name]) => {
    const these = losses.filter((loss) => loss.kind === kind);
    const seconds = these.map((loss) => loss.seconds).sort((a, b) => a - b);
    const steps = these.map((loss) => loss.steps).sort((a, b) => a - b);
    const [median = NaN, most = NaN] = [seconds[seconds.length >> 1], seconds.at(-1)];
    return [
      ...[name, these.length, median.toFixed(2), most.toFixed(2)],
      ...[steps[steps.length >> 1] ?? NaN, steps.at(-1) ?? NaN],
    ];
  });
  report.table(
    ['mishap', 'times', 'seconds lost: median', 'most', 'steps lost: median', 'most'],
    rows,
  );
  return { losses };
}
