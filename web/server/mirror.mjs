// One request to one mirror.

/** Milliseconds without a byte after which a mirror is given up. */
const patience = 15_000;

/**
 * Asks a mirror for a file. Never rejects: what went wrong is a `reason` that continues a sentence
 * which begins with the mirror's name.
 * @param {string} url
 * @param {number} maxBytes
 * @param {AbortSignal} signal
 * @returns {Promise<{ reason: string } | { bytes: number | undefined, body: AsyncIterable<Uint8Array> }>}
 */
export async function openMirror(url, maxBytes, signal) {
  const slow = new AbortController();
  let timer = setTimeout(() => slow.abort(), patience);
  try {
    const response = await fetch(url, {
      // The file is packed already; a second packing would hide its size.
      headers: { 'Accept-Encoding': 'identity' },
      signal: AbortSignal.any([signal, slow.signal]),
    });
    if (!response.ok || !response.body) {
      await response.body?.cancel();
      return { reason: `answered ${response.status} ${response.statusText}`.trim() };
    }
    const type = response.headers.get('content-type') ?? '';
    if (type.startsWith('text/html')) {
      await response.body.cancel();
      return { reason: 'answered with a web page instead of the file' };
    }
    const length = Number(response.headers.get('content-length') ?? NaN);
    const unpacked = response.headers.has('content-encoding');
    return {
      bytes: Number.isFinite(length) && !unpacked ? length : undefined,
      body: watched(response.body),
    };
  } catch (error) {
    if (slow.signal.aborted) return { reason: 'did not answer in time' };
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
    return { reason: `could not be reached${code}` };
  } finally {
    clearTimeout(timer);
  }

  /** @param {AsyncIterable<Uint8Array>} body */
  async function* watched(body) {
    let received = 0;
    const watch = () => (timer = setTimeout(() => slow.abort(), patience));
    watch();
    try {
      for await (const chunk of body) {
        received += chunk.length;
        if (received > maxBytes) throw new Error('the mirror sends more than the file has');
        // While the browser is slow to take it, the mirror is not to blame.
        clearTimeout(timer);
        yield chunk;
        watch();
      }
    } finally {
      clearTimeout(timer);
    }
  }
}
