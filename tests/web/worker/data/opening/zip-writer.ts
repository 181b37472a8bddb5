import { crc32, deflateRawSync } from 'node:zlib';
import { type Bytes, concat, latin, together } from './bytes';

export interface ZipMember {
  name: string;
  bytes: Uint8Array;
  stored?: boolean;
  /** What the archive says of it, where that is not so. */
  lies?: { size?: number; crc?: number; packed?: number; method?: number; flags?: number };
  /** Its name as it is written, with no sign that it is UTF-8. */
  rawName?: number[];
  /** Its sizes and checksum stand behind its data, as programs that write as they go have it. */
  streamed?: boolean;
  /** Its numbers in 64 bits, in an extra field behind another one; or what stands there instead. */
  far?: true | number[];
  /** Unix's: what kind of file it is. */
  mode?: number;
}

/** An end in 64 bits, with numbers that are not so. */
export interface FarEnd {
  at?: number;
  length?: number;
  count?: number;
  disks?: number;
}

/** Little-endian numbers of two, four and eight bytes. */
const two = (number: number) => [number & 255, (number >> 8) & 255];
const four = (number: number) => [...two(number), ...two(number >>> 16)];
const eight = (number: number) => [...new Uint8Array(BigUint64Array.of(BigInt(number)).buffer)];

interface Written {
  local: Bytes;
  entry: Bytes;
}

function written(member: ZipMember, offset: number): Written {
  const { name, bytes, stored = false, lies = {}, rawName, streamed = false, far, mode } = member;
  const packed = stored ? new Uint8Array(bytes) : new Uint8Array(deflateRawSync(bytes));
  const flags = lies.flags ?? (rawName ? 0 : 0x800) | (streamed ? 8 : 0);
  const method = lies.method ?? (stored ? 0 : 8);
  const crc = lies.crc ?? crc32(bytes);
  const [packedSize, size] = [lies.packed ?? packed.length, lies.size ?? bytes.length];
  const names = new Uint8Array(rawName ?? new TextEncoder().encode(name));
  const start = [...two(flags), ...two(method), ...four(0)];
  const numbers = [crc, packedSize, size];
  const here = streamed ? [0, 0, 0] : numbers;
  const local = concat(
    [...latin('PK\x03\x04'), ...two(20), ...start, ...here.flatMap(four)],
    [...two(names.length), ...two(0)],
    names,
    packed,
    streamed ? [...latin('PK\x07\x08'), ...numbers.flatMap(four)] : [],
  );
  const wide = far === true ? [size, packedSize, offset].flatMap(eight) : far;
  const extra = wide ? [9, 9, 2, 0, 7, 7, 1, 0, 24, 0, ...wide] : [];
  const none = 0xffffffff;
  const shown = far ? [crc, none, none] : numbers;
  const entry = concat(
    [
      ...latin('PK\x01\x02'),
      ...two(mode ? 0x314 : 20),
      ...two(20),
      ...start,
      ...shown.flatMap(four),
    ],
    [
      ...two(names.length),
      ...two(extra.length),
      ...two(0),
      ...two(0),
      ...two(0),
      ...four((mode ?? 0) * 65536),
    ],
    four(far ? none : offset),
    names,
    extra,
  );
  return { local, entry };
}

/** An archive as its members want it, right or wrong. */
export function zip(members: readonly ZipMember[], comment = '', far?: FarEnd): Bytes {
  const locals: Bytes[] = [];
  const entries: Bytes[] = [];
  let offset = 0;
  for (const member of members) {
    const { local, entry } = written(member, offset);
    locals.push(local);
    entries.push(entry);
    offset += local.length;
  }
  const length = entries.reduce((sum, entry) => sum + entry.length, 0);
  const { at = offset + length, disks = 0, count = members.length } = far ?? {};
  const farEnd = [
    ...[
      ...latin('PK\x06\x06'),
      ...eight(far?.length ?? 44),
      45,
      0,
      45,
      0,
      ...four(disks),
      ...four(0),
    ],
    ...[count, count, length, offset].flatMap(eight),
    ...[...latin('PK\x06\x07'), ...four(0), ...eight(at), ...four(1)],
  ];
  // Without 64 bits, what does not fit into 16 is lost, as some programs write it.
  const shown = far ? Math.min(members.length, 0xffff) : members.length;
  const end = [
    ...[...latin('PK\x05\x06'), ...four(0), ...two(shown), ...two(shown)],
    ...[far ? 0xffffffff : length, far ? 0xffffffff : offset].flatMap(four),
    ...two(comment.length),
  ];
  return together([...locals, ...entries, far ? farEnd : [], end, latin(comment)]);
}
