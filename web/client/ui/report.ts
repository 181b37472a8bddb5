import { getContext, setContext } from 'svelte';

/** Says on the page's own line what went wrong. */
export type Report = (problem: unknown) => void;

const key = Symbol('report');

export function provideReport(report: Report): void {
  setContext(key, report);
}

export function useReport(): Report {
  return getContext<Report>(key);
}
