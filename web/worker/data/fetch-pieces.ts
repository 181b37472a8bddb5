/** What was wrong with one source, as the rest of a sentence that begins with its label. */
export class SourceError extends Error {}

/** No answer came at all. */
export class Unreached extends SourceError {
  constructor() {
    super('could not be reached');
  }
}

/**
 * Asks again, twice, where no answer came: a request can fail while a service worker takes charge of
 * the page (Firefox: NS_ERROR_INTERCEPTION_FAILED), though the server is there.
 */
export async function insisting<T>(ask: () => Promise<T>): Promise<T> {
  for (const milliseconds of [100, 500]) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Unreached)) throw error;
    }
    await new Promise((next) => setTimeout(next, milliseconds));
  }
  return ask();
}

export interface Fetching {
  name: string;
  maxBytes: number;
  signal: AbortSignal | undefined;
  /** Without a byte for so long, a source is given up. */
  patienceMilliseconds: number;
  /** What is here already: the answer is to go on behind it. Default: nothing. */
  here?: { bytes: number; of: number };
  /** Called for each piece in turn. `anew`: the first of an answer that begins at the start. */
  piece: (piece: Uint8Array, anew: boolean) => void | Promise<void>;
}

/** The server has nothing behind what is here: its file is another one. */
const rangeNotSatisfiable = 416;

/**
 * The bytes at an address, piece by piece; throws a `SourceError`, or what the signal's abort
 * throws.
 */
export async function fetchPieces(address: string, fetching: Fetching): Promise<void> {
  const { name, maxBytes, signal, patienceMilliseconds, here, piece } = fetching;
  // Not AbortSignal.any(): younger than the browsers that the page is built for.
  const stop = new AbortController();
  const cancel = () => stop.abort();
  signal?.addEventListener('abort', cancel, { once: true });
  if (signal?.aborted) cancel();
  let silent = false;
  const watch = () =>
    setTimeout(() => {
      silent = true;
      stop.abort();
    }, patienceMilliseconds);
  let timer = watch();
  let answered = false;
  let arrived = 0;
  try {
    const response = await fetch(address, {
      signal: stop.signal,
      ...(here ? { headers: { Range: `bytes=${here.bytes}-` } } : {}),
      // Neither a cookie nor this page's address is any of the mirror's business.
      credentials: 'omit',
      // The files are kept elsewhere, and a bad one must not come out of a cache again.
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    });
    answered = true;
    if (here && response.status === rangeNotSatisfiable) {
      await response.body?.cancel();
      const { here: _, ...anew } = fetching;
      return await fetchPieces(address, anew);
    }
    if (!response.ok) throw new SourceError(await refusal(response, name));
    if (here && response.status === 206 && !goesOn(response.headers, here)) {
      stop.abort();
      throw new SourceError(`sent another part of ${name} than it was asked for`);
    }
    let anew = here === undefined || response.status !== 206;
    let length = anew ? 0 : here!.bytes;
    const reader = response.body!.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      clearTimeout(timer);
      timer = watch();
      length += value.length;
      arrived += value.length;
      if (length > maxBytes) {
        await reader.cancel();
        throw new SourceError(`sent more for ${name} than the file has`);
      }
      if (value.length === 0) continue;
      // What is here is not given up for the page of a network that wants a login.
      if (anew && here && isPage(value)) {
        await reader.cancel();
        throw new SourceError(`sent a web page instead of ${name}`);
      }
      await piece(value, anew);
      anew = false;
    }
  } catch (error) {
    if (error instanceof SourceError || signal?.aborted) throw error;
    if (silent) {
      throw new SourceError(
        arrived === 0 ? `did not answer in time for ${name}` : `stopped in the middle of ${name}`,
      );
    }
    if (!answered) throw new Unreached();
    const where = arrived === 0 ? 'before the first byte' : 'in the middle';
    throw new SourceError(`broke off the connection ${where} of ${name}`);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
  }
}

/** The local server explains itself in a sentence; a mirror's page of an error is of no use. */
async function refusal(response: Response, name: string): Promise<string> {
  const says = response.status === 502 && (await response.text()).trim().slice(0, 300);
  if (says) return `says that ${says.replace(/\.$/, '')}`;
  await response.body?.cancel();
  return `answered ${response.status} for ${name}`;
}

/**
 * Whether a partial answer is the part that was asked for. Servers of other origins hide
 * Content-Range from a page unless they take care not to; then the length has to do, and in the end
 * the checksum.
 */
function goesOn(headers: Headers, here: { bytes: number; of: number }): boolean {
  const range = headers.get('content-range');
  if (range === null) {
    const length = headers.get('content-length');
    return length === null || Number(length) === here.of - here.bytes;
  }
  const [, first, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(range) ?? [];
  return Number(first) === here.bytes && (total === '*' || Number(total) === here.of);
}

export function isPage(bytes: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(bytes.subarray(0, 64)).trimStart().startsWith('<');
}
