import { type Bytes, concat, latin } from './bytes';

export interface TarMember {
  name: string;
  bytes?: Uint8Array;
  type?: string;
  target?: string;
  /** Its size in GNU's bytes, as for files beyond 8 GiB. */
  wide?: boolean;
  /** What stands for its size. */
  size?: string;
  old?: boolean;
}

const padded = (bytes: Uint8Array): Bytes =>
  concat(bytes, new Uint8Array(Math.ceil(bytes.length / 512) * 512 - bytes.length));

export function tarMember({
  name,
  bytes = new Uint8Array(0),
  type = '0',
  target = '',
  wide = false,
  size = bytes.length.toString(8).padStart(11, '0'),
  old = false,
}: TarMember): Bytes {
  const header = new Uint8Array(512);
  header.set(new TextEncoder().encode(name).subarray(0, 100), 0);
  header.set(latin('0000644\0'), 100);
  header.set(latin(size), 124);
  if (wide) {
    header[124] = 0x80;
    header.fill(0, 125, 136);
    new DataView(header.buffer).setUint32(132, bytes.length);
  }
  header.set(latin(type), 156);
  header.set(latin(target), 157);
  if (!old) header.set(latin('ustar\u000000'), 257);
  header.fill(0x20, 148, 156);
  const sum = header.reduce((all, byte) => all + byte, 0);
  header.set(latin(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
  return concat(header, padded(bytes));
}

/** What POSIX.1-2001 says in front of a file. */
export function pax(records: Record<string, string>): Bytes {
  const lines = Object.entries(records).map(([key, value]) => {
    const rest = ` ${key}=${value}\n`;
    const bytes = new TextEncoder().encode(rest).length;
    let length = bytes + 1;
    while (String(length).length + bytes !== length) length += 1;
    return `${length}${rest}`;
  });
  return tarMember({
    name: 'PaxHeaders/x',
    type: 'x',
    bytes: new TextEncoder().encode(lines.join('')),
  });
}

/** A name of GNU's that has no room in a header. */
export const longName = (name: string, type = 'L') =>
  tarMember({ name: '././@LongLink', type, bytes: new TextEncoder().encode(`${name}\0`) });

export const tarEnd = new Uint8Array(1024);
export const tar = (...members: TarMember[]): Bytes => concat(...members.map(tarMember), tarEnd);
