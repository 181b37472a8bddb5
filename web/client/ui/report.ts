import { context } from '../context';

/** Says on the page's own line what went wrong. */
export type Report = (problem: unknown) => void;

export const [provideReport, useReport] = context<Report>('report');
