/** Errors of a browser that lets this page keep nothing at all. */
const forbidden = ['SecurityError', 'InvalidStateError', 'NotAllowedError', 'ReferenceError'];

/** Why something could not be kept, or what is kept not be read: the end of a sentence. */
export function whyNotKept(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'QuotaExceededError') return 'there is no room left for this page';
  if (error.name === 'VersionError') {
    return (
      'a newer version of this page keeps things here, which this older one cannot read: close all ' +
      'tabs with this page, then open it again'
    );
  }
  if (forbidden.includes(error.name)) {
    return 'the browser keeps nothing for this page, as in a private window';
  }
  // Of a network with a hundred million weights the copy has no room in memory, to name one.
  return error.message.replace(/\.$/, '') || error.name;
}

/** Why something is only there until the page is closed, in a sentence. */
export function notKept(what: string, error: unknown): string {
  return `${what} could not be kept in this browser (${whyNotKept(error)}): it is here until the page is closed.`;
}

/** Of a copy, which is not there at all then. */
export function noCopy(error: unknown): string {
  return `The copy could not be kept in this browser: ${whyNotKept(error)}. The run itself goes on; its model file can be downloaded.`;
}

export function noRoom(what: string, bytes: number, availableBytes: number): string {
  const megabytes = (count: number) => Math.max(0.1, count / 1e6).toFixed(1);
  return (
    `${what} could not be kept in this browser: it takes ${megabytes(bytes)} MB, and there is room ` +
    `for ${megabytes(availableBytes)} MB. It is here until the page is closed.`
  );
}

/** Of a list that could not be read as a whole. */
export function notListed(what: string, error: unknown): string {
  return `What this browser keeps of ${what} cannot be read: ${whyNotKept(error)}.`;
}

/** Of a list whose other entries could be read. */
export function damaged(what: string, count: number): string {
  const some = count === 1 ? `One kept ${what} is` : `${count} kept ${what}s are`;
  return `${some} damaged and cannot be read; the others are here.`;
}
