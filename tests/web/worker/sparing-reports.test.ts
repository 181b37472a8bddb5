import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SparingReports } from '../../../web/worker/data/sparing-reports';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const report = (receivedBytes: number, phase = 'downloading') => ({
  file: 'a.gz',
  receivedBytes,
  totalBytes: 100,
  phase,
});

function record() {
  const passed: number[] = [];
  const reports = new SparingReports((progress) => passed.push(progress.receivedBytes), 50);
  return { passed, reports };
}

test('the first report passes at once, those right behind it as one', () => {
  const { passed, reports } = record();
  for (const bytes of [10, 20, 30]) reports.take(report(bytes));
  expect(passed).toEqual([10]);
  vi.advanceTimersByTime(50);
  expect(passed).toEqual([10, 30]);
});

test('a download that stands still shows where it stands', () => {
  const { passed, reports } = record();
  for (const bytes of [10, 20]) reports.take(report(bytes));
  vi.advanceTimersByTime(10_000);
  expect(passed).toEqual([10, 20]);
});

test('another phase passes at once', () => {
  const { passed, reports } = record();
  reports.take(report(10));
  reports.take(report(20));
  reports.take(report(30, 'checking'));
  expect(passed).toEqual([10, 30]);
  vi.advanceTimersByTime(1000);
  expect(passed).toEqual([10, 30]);
});

test('of many small files not every one is told', () => {
  const passed: string[] = [];
  const reports = new SparingReports(({ file }) => passed.push(file), 50);
  for (let i = 0; i < 1000; ++i) reports.take({ ...report(i), file: `${i}.png` });
  expect(passed).toEqual(['0.png']);
  vi.advanceTimersByTime(50);
  expect(passed).toEqual(['0.png', '999.png']);
});

test('nothing comes after the end', () => {
  const { passed, reports } = record();
  reports.take(report(10));
  reports.take(report(20));
  reports.end();
  vi.advanceTimersByTime(1000);
  expect(passed).toEqual([10]);
});
