// One request to one mirror.

/** Milliseconds without a byte after which a mirror is given up. */
const patience = 15_000;

/** A mirror may have moved its files, and once more. */
const mostRedirections = 3;

/**
 * @typedef {object} Opened
 * @property {number | undefined} bytes Of this answer, if the mirror tells.
 * @property {string | undefined} range Content-Range of a partial answer; undefined: it is whole.
 * @property {AsyncIterable<Uint8Array>} body The first piece is there already.
 */

/**
 * Asks a mirror for a file, or for what is behind its first `from` bytes; it may send all of it
 * nevertheless. Never rejects: what went wrong is a `reason` that continues a sentence which begins
 * with the mirror's name. Resolves when the first byte is there.
 * @param {string} url
 * @param {number} maxBytes
 * @param {number} from
 * @param {AbortSignal} signal
 * @param {ReadonlySet<string>} hosts Those of all mirrors: a mirror may lead to no others, which could
 *   be this computer or its neighbours.
 * @returns {Promise<{ reason: string, status?: number } | Opened>}
 */
export async function openMirror(url, maxBytes, from, signal, hosts) {
  const slow = new AbortController();
  let timer = setTimeout(() => slow.abort(), patience);
  let answered = false;
  try {
    const response = await follow(url, {
      // The file is packed already; a second packing would hide its size.
      headers: {
        'Accept-Encoding': 'identity',
        ...(from > 0 ? { Range: `bytes=${from}-` } : {}),
      },
      signal: AbortSignal.any([signal, slow.signal]),
    });
    answered = true;
    if ('reason' in response) return response;
    const { status } = response;
    if (!response.ok || !response.body) {
      await response.body?.cancel();
      return { reason: `answered ${status} ${response.statusText}`.trim(), status };
    }
    const range = status === 206 ? (response.headers.get('content-range') ?? '') : undefined;
    if (range !== undefined && !range.startsWith(`bytes ${from}-`)) {
      await response.body.cancel();
      return { reason: 'sent another part of the file than it was asked for' };
    }
    const type = response.headers.get('content-type') ?? '';
    if (type.startsWith('text/html')) {
      await response.body.cancel();
      return { reason: 'answered with a web page instead of the file' };
    }
    const length = Number(response.headers.get('content-length') ?? NaN);
    const unpacked = response.headers.has('content-encoding');
    const pieces = response.body[Symbol.asyncIterator]();
    const first = await pieces.next();
    return {
      bytes: Number.isFinite(length) && !unpacked ? length : undefined,
      range,
      body: watched(first, pieces),
    };
  } catch (error) {
    if (slow.signal.aborted) return { reason: 'did not answer in time' };
    if (answered) return { reason: 'broke off the connection before the first byte' };
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
    return { reason: `could not be reached${code}` };
  } finally {
    clearTimeout(timer);
  }

  /**
   * @param {string} address
   * @param {RequestInit} options
   */
  async function follow(address, options) {
    for (let left = mostRedirections; ; --left) {
      const response = await fetch(address, { ...options, redirect: 'manual' });
      const to = response.headers.get('location');
      if (response.status < 300 || response.status > 399 || to === null) return response;
      await response.body?.cancel();
      if (!URL.canParse(to, address)) return { reason: 'led to what is no address' };
      const next = new URL(to, address);
      if (!/^https?:$/.test(next.protocol) || !hosts.has(next.host)) {
        return { reason: `led to ${next.host || next.protocol}, which is no mirror` };
      }
      if (left === 0) return { reason: 'led from one address to the next without an end' };
      address = next.href;
    }
  }

  /**
   * @param {IteratorResult<Uint8Array>} first
   * @param {AsyncIterator<Uint8Array>} pieces
   */
  async function* watched(first, pieces) {
    let received = 0;
    try {
      for (let piece = first; !piece.done; piece = await next(pieces)) {
        received += piece.value.length;
        if (received > maxBytes) throw new Error('the mirror sends more than the file has');
        // While the browser is slow to take it, the mirror is not to blame.
        clearTimeout(timer);
        yield piece.value;
      }
    } finally {
      clearTimeout(timer);
      await pieces.return?.();
    }
  }

  /** @param {AsyncIterator<Uint8Array>} pieces */
  function next(pieces) {
    timer = setTimeout(() => slow.abort(), patience);
    return pieces.next();
  }
}
