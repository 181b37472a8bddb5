import { ChangedElsewhere, partNames, type SetStore } from '../../../web/worker/storage/set-store';
import type { SetParts, SetRecord } from '../../../web/worker/storage/set-record';
import type { FileStore } from '../../../web/worker/storage/store';

type Bytes = Uint8Array<ArrayBuffer>;

const noRoom = () => new DOMException('no room', 'QuotaExceededError');

/** A store as a browser's is: keeps copies; `full` makes it refuse. */
export function memoryStore(): FileStore & {
  files: Map<string, Bytes>;
  pieces: Map<string, Bytes[]>;
  full: boolean;
} {
  const files = new Map<string, Bytes>();
  const pieces = new Map<string, Bytes[]>();
  const length = (name: string) =>
    (pieces.get(name) ?? []).reduce((sum, piece) => sum + piece.length, 0);
  return {
    files,
    pieces,
    full: false,
    async get(names) {
      const found = names.flatMap((name) => files.get(name)?.slice() ?? []);
      return found.length === names.length ? found : undefined;
    },
    async has(names) {
      return names.every((name) => files.has(name));
    },
    async put(more) {
      if (this.full) throw noRoom();
      for (const [name, bytes] of more) {
        files.set(name, bytes.slice());
        pieces.delete(name);
      }
    },
    async remove(names) {
      for (const name of names) files.delete(name);
    },
    async begun(name) {
      return (pieces.get(name) ?? []).map((piece) => piece.slice());
    },
    async begunBytes(names) {
      return names.reduce((sum, name) => sum + length(name), 0);
    },
    async append(name, offset, piece) {
      if (this.full) throw noRoom();
      if (offset !== length(name)) throw new Error(`a gap: ${offset} behind ${length(name)}`);
      pieces.set(name, [...(pieces.get(name) ?? []), piece.slice()]);
    },
    async dropBegun(names) {
      for (const name of names) pieces.delete(name);
    },
  };
}

/** The visitor's own sets; `written` tells which parts each change wrote. */
export function memorySets(): SetStore & {
  sets: Map<string, { record: SetRecord; parts: SetParts }>;
  written: string[][];
  full: boolean;
} {
  const sets = new Map<string, { record: SetRecord; parts: SetParts }>();
  const written: string[][] = [];
  return {
    sets,
    written,
    full: false,
    async list() {
      return structuredClone([...sets.values()].map(({ record }) => record));
    },
    async record(id) {
      return structuredClone(sets.get(id)?.record);
    },
    async read(id) {
      return structuredClone(sets.get(id));
    },
    async write(record, parts, replaces) {
      if (this.full) throw noRoom();
      const before = sets.get(record.id);
      if ((before?.record.version ?? 0) !== replaces) throw new ChangedElsewhere(record.title);
      const whole = { ...before?.parts, ...parts } as SetParts;
      for (const name of partNames) if (!whole[name]) throw new Error(`${name} is missing`);
      sets.set(record.id, structuredClone({ record, parts: whole }));
      written.push(Object.keys(parts));
    },
    async remove(id) {
      sets.delete(id);
    },
  };
}
