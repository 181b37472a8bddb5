// What the page may load and run.
import { createHash } from 'node:crypto';
import { publicMirrors } from './mnist-files.mjs';

/**
 * Content security policy of a page. Scripts written into the page itself (as one that sets the
 * theme before the first paint) are allowed by their hash, nothing else inline is.
 * @param {string} html
 * @returns {string}
 */
export function contentSecurityPolicy(html) {
  const inline = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/gi)].map(
    ([, script = '']) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  );
  // The page asks the mirrors itself when the local server cannot reach them.
  const mirrorHosts = publicMirrors
    .filter((mirror) => mirror.otherOrigins)
    .map((mirror) => new URL(mirror.url).origin);
  return [
    // Whatever is not named below: fonts, frames, media, objects.
    "default-src 'none'",
    ["script-src 'self' 'wasm-unsafe-eval'", ...inline].join(' '),
    // Svelte sets sizes and colours of elements as style attributes; style sheets are files.
    // The first line is for browsers that do not know the other two.
    "style-src 'self' 'unsafe-inline'",
    "style-src-elem 'self'",
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    ["connect-src 'self'", ...mirrorHosts].join(' '),
    "worker-src 'self'",
    "base-uri 'self'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join('; ');
}
