/**
 * What kind of mistake it was. 'spec': a specification that cannot be built; 'format': bytes that are
 * not what they claim to be; 'argument': what does not fit the call, the model or the data;
 * 'divergence': training that cannot go on; 'memory': not enough of it; 'fetch': files of the package
 * that could not be had.
 */
export type ErrorCode =
  'spec' | 'format' | 'argument' | 'divergence' | 'memory' | 'fetch' | 'internal';

/** The parts of a refusal; those that say nothing are left out. */
export interface ErrorParts {
  /** The layer's name, the file, the call. */
  where?: string;
  argument?: string;
  expected?: string;
  found?: string;
}

/**
 * What the engine throws. The message is for people: "where: argument: expected ..., found ...". The
 * parts are for programs, which need not take the message apart.
 */
export class ReceptiveError extends Error implements ErrorParts {
  readonly code: ErrorCode;
  declare readonly where?: string;
  declare readonly argument?: string;
  declare readonly expected?: string;
  declare readonly found?: string;

  constructor(code: ErrorCode, message: string, parts: ErrorParts = {}) {
    super(message);
    this.code = code;
    Object.assign(this, parts);
  }

  static {
    this.prototype.name = 'ReceptiveError';
  }
}

/** "what: expected ..., found ...": the form of every message. */
export function unexpected(
  what: string,
  expected: string,
  found: string,
  code: ErrorCode = 'argument',
): ReceptiveError {
  return new ReceptiveError(code, `${what}: expected ${expected}, found ${found}`, {
    argument: what,
    expected,
    found,
  });
}

export function notEnoughMemory(wanted: string): ReceptiveError {
  const expected = `room for ${wanted}`;
  return new ReceptiveError(
    'memory',
    `not enough memory: expected ${expected}, found none; ` +
      'try a smaller batch, network or data set',
    { expected, found: 'none' },
  );
}
