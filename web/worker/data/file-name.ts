/** A title as the name of a file, without what file systems do not take: it is the title again later. */
export function fileNameOf(title: string): string {
  return title.replace(/[\p{Cc}/\\:*?"<>|]+/gu, '-').replace(/^\.+/, '') || 'data set';
}
