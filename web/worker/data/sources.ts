import type { Source } from './download';
import { insisting, SourceError, Unreached } from './fetch-pieces';
import { openMirrors } from './mnist-files';

/** A file in the local server's folder, as api/mnist lists it. */
export interface ListedFile {
  file: string;
  bytes: number;
  /** MNIST's name without .gz and the checksum, where it is called as one of its files. */
  name?: string;
  sha256?: string;
}

/** The local server's answer to api/mnist; web/server/mnist-api.mjs has the same declaration. */
export interface Listing {
  folder: { title: string; files: ListedFile[] } | null;
  mirrors: number;
  direct: boolean;
}

/**
 * Asks the server that the page came from for api/mnist; undefined from a static host, which has
 * none (404, or its page for unknown addresses). Throws a `SourceError` where no answer comes.
 */
export function askServer(site: string): Promise<Listing | undefined> {
  return insisting(() => askOnce(site));
}

async function askOnce(site: string): Promise<Listing | undefined> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), 5000);
  try {
    const response = await fetch(new URL('api/mnist', site), {
      cache: 'no-store',
      signal: late.signal,
    });
    const type = response.headers.get('content-type') ?? '';
    if (!response.ok || !type.startsWith('application/json')) return undefined;
    const answer: unknown = await response.json();
    return isListing(answer) ? answer : undefined;
  } catch (error) {
    if (late.signal.aborted) throw new SourceError('did not answer in time');
    // A body that is no JSON is an answer.
    if (error instanceof SyntaxError) return undefined;
    throw new Unreached();
  } finally {
    clearTimeout(timer);
  }
}

function isListing(answer: unknown): answer is Listing {
  if (typeof answer !== 'object' || answer === null) return false;
  const { folder, mirrors, direct } = answer as Partial<Record<keyof Listing, unknown>>;
  return (
    (folder === null || Array.isArray((folder as Listing['folder'])?.files)) &&
    typeof mirrors === 'number' &&
    typeof direct === 'boolean'
  );
}

/** Address of a file below the local server's api/mnist. */
export function serverAddress(site: string, file: string): string {
  return new URL(`api/mnist/${encodeURIComponent(file)}`, site).href;
}

/**
 * Where to download from: through the local server when there is one, as it reaches mirrors that do
 * not allow other origins; then from the open mirrors, as a browser may get out where a server on
 * the same computer cannot.
 */
export function downloadSources(
  site: string,
  listing: Listing | undefined,
  direct: readonly string[] = openMirrors,
): Source[] {
  const through = Array.from({ length: listing?.mirrors ?? 0 }, (_, index) => ({
    label: 'the local server',
    address: (file: { name: string }) =>
      `${serverAddress(site, `${file.name}.gz`)}?mirror=${index}`,
  }));
  if (listing && !listing.direct) return through;
  const mirrors = direct.map((mirror) => ({
    label: new URL(mirror).host,
    foreign: true,
    address: (file: { name: string }) => `${mirror}${file.name}.gz`,
  }));
  return [...through, ...mirrors];
}
