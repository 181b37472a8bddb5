import type { FileStore } from '../../../web/worker/data/store';

/** A store as a browser's is: keeps copies; `full` makes it refuse. */
export function memoryStore(): FileStore & {
  files: Map<string, Uint8Array<ArrayBuffer>>;
  full: boolean;
} {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  return {
    files,
    full: false,
    async get(names) {
      const found = names.flatMap((name) => files.get(name)?.slice() ?? []);
      return found.length === names.length ? found : undefined;
    },
    async has(names) {
      return names.every((name) => files.has(name));
    },
    async put(more) {
      if (this.full) throw new DOMException('no room', 'QuotaExceededError');
      for (const [name, bytes] of more) files.set(name, bytes.slice());
    },
    async remove(names) {
      for (const name of names) files.delete(name);
    },
  };
}
