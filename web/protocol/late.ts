/** A part of the page that is fetched when it is wanted for the first time. */
export interface Late<Part> {
  (): Promise<Part>;
  /** The part, once it is there. */
  readonly here: Part | undefined;
}

/**
 * One fetch for all who ask. Of one that fails a sentence is told, and who asks next tries again.
 *
 * @param load An `import()` of the part.
 */
export function late<Part>(load: () => Promise<Part>): Late<Part> {
  let underWay: Promise<Part> | undefined;
  let here: Part | undefined;
  const fetched = async (): Promise<Part> => {
    try {
      return (here = await load());
    } catch (error) {
      underWay = undefined;
      throw notFetched(error);
    }
  };
  return Object.defineProperty(() => (underWay ??= fetched()), 'here', {
    get: () => here,
  }) as Late<Part>;
}

/** Browsers have an error of their own wording for what an `import()` did not get. */
function notFetched(cause: unknown): Error {
  return new Error(
    'This part of the page could not be fetched. Is there a connection? Try it again; if it fails ' +
      'still, reload the page: it may have been renewed meanwhile.',
    { cause },
  );
}
