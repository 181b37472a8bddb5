import type { ErrorCode, ErrorParts } from 'receptive';

/** What went wrong: a sentence, and its parts where the engine refused something. */
export interface Problem extends ErrorParts {
  message: string;
  code?: ErrorCode;
}

const parts = ['code', 'where', 'argument', 'expected', 'found'] as const;

/** Of whatever was thrown. */
export function problemOf(error: unknown): Problem {
  if (!(error instanceof Error)) return { message: String(error) };
  return { message: error.message, ...partsOf(error) };
}

/** The parts that an error has. */
export function partsOf(error: Error): Partial<Problem> {
  const from = error as Partial<Record<(typeof parts)[number], unknown>>;
  return Object.fromEntries(
    parts.flatMap((part) => (typeof from[part] === 'string' ? [[part, from[part]]] : [])),
  );
}
