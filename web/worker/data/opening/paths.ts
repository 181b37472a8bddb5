/** Paths as they are shown and compared: whatever an archive says leads to no other place. */

/**
 * Written in one way: '/' between folders, accents in one letter (NFC), and no drive, root, '.' or
 * '..'. Control characters, which would spoil a sentence, become '?'.
 */
export function tidied(written: string): string {
  const path = written.replaceAll('\\', '/').replace(/[\u0000-\u001f\u007f-\u009f]/g, '?');
  const parts = path.replace(/^[a-z]:/i, '').split('/');
  const kept = parts.filter((part) => part !== '' && part !== '.' && part !== '..');
  return kept.join('/').normalize('NFC') || 'unnamed';
}

/** Files that systems and programs put beside people's own. */
const litter = /^(\..*|__macosx|thumbs\.db|ehthumbs\.db|desktop\.ini)$/i;

export function isLitter(path: string): boolean {
  return path.split('/').some((part) => litter.test(part));
}

/** The folder that a file lies in, with a '/' at its end; '' where it lies in none. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** An archive's path without what says that it is one. */
export function withoutPacking(path: string): string {
  return path.replace(/(\.tgz|\.tar\.gz|\.tar|\.zip|\.npz|\.exe)$/i, '') || path;
}

/** The path of what a gzip file holds. */
export function unzipped(path: string): string {
  return path.replace(/\.tgz$/i, '.tar').replace(/\.gz(ip)?$/i, '');
}

/** A path as sentences show it. */
export function shortened(path: string): string {
  return path.length > 100 ? `${path.slice(0, 40)}...${path.slice(-57)}` : path;
}

/** By its name, which is enough where looking into each of tens of thousands is too much. */
export function isNamedPicture(path: string): boolean {
  return /\.(png|jpe?g|gif|webp|bmp|avif|hei[cf]|tiff?)$/i.test(path);
}

/** Kinds that nobody packs files in, so that no look is needed. */
export function isSurelyPlain(path: string): boolean {
  return isNamedPicture(path) || /\.(npy|xml|json|txt|ya?ml|md)$/i.test(path);
}
