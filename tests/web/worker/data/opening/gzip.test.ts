import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { open } from '../../../../../web/worker/data/opening/open';
import type { OpenedFile } from '../../../../../web/worker/data/opening/opened-file';
import { broken, type Bytes, changed, concat, gathered, never, refusal } from './bytes';

const plain = new Uint8Array(1000).map((_, i) => (i * i) & 255);
const pack = (bytes: Uint8Array | string): Bytes => new Uint8Array(gzipSync(bytes));
const packed = pack(plain);
/** With an extra field of 25 kB, of which there is little. */
const nothing = concat([0x1f, 0x8b, 8, 4], new Uint8Array(6), [0xa8, 0x61], new Uint8Array(30));

async function opened(bytes: Bytes, path = 'a.csv.gz'): Promise<OpenedFile> {
  const { files } = await open([{ path, file: new File([bytes], path) }], never);
  expect(files.length).toBe(1);
  return files[0]!;
}
const read = async (bytes: Bytes, most = 1e9) => (await opened(bytes)).whole(most);

describe('a gzip file', () => {
  it('is the file that was packed, under its name', async () => {
    const file = await opened(packed);
    expect([file.path, file.size]).toEqual(['a.csv', undefined]);
    expect(await file.whole(1e4)).toEqual(plain);
    expect(await file.head(10)).toEqual(plain.slice(0, 10));
    // Once more, from the beginning.
    expect(await gathered(file.pieces())).toEqual(plain);
    const named = concat([0x1f, 0x8b, 8, 8], packed.subarray(4, 10), [97, 0], packed.subarray(10));
    expect(await read(named)).toEqual(plain);
    expect(await read(pack(''))).toEqual(new Uint8Array(0));
    // Downloads are often packed under their own names, and sometimes more than once.
    expect((await opened(pack(packed), 'train.csv')).path).toBe('train.csv');
    expect(await read(pack(packed))).toEqual(plain);
  });

  it('comes in pieces, however large', async () => {
    const large = new Uint8Array(3e6).map((_, i) => (i * 7919) >> 5);
    const file = await opened(pack(large));
    expect(Buffer.compare(await gathered(file.pieces()), large)).toBe(0);
    expect(Buffer.compare(await file.whole(3e6), large)).toBe(0);
    expect(await refusal(() => file.whole(2e6))).toBe(
      'a.csv holds more than the 2 MB that are read of such a file.',
    );
  });

  it('may have several members, wherever they end, and zeros behind', async () => {
    const parts = Array.from({ length: 40 }, (_, i) =>
      new Uint8Array((i % 9) * 1700).map((_, place) => (place * (i + 3)) >> 2),
    );
    const members = parts.map(pack);
    // The second one with a name, a comment and a checksum of its header.
    const extras = [97, 0, 98, 0, 1, 2];
    const second = members[1]!;
    members[1] = concat([0x1f, 0x8b, 8, 26], second.subarray(4, 10), extras, second.subarray(10));
    for (let first = 0; first < parts.length; first += 3) {
      const zeros = new Uint8Array(first % 2 ? 0 : first * 700);
      const whole = await read(concat(...members.slice(first), zeros));
      expect(Buffer.compare(whole, concat(...parts.slice(first)))).toBe(0);
    }
    for (const zeros of [0, 1, 2, 3, 4, 5, 9, 600_000]) {
      for (const whole of [packed, concat(pack(''), packed), concat(packed, pack(''))]) {
        expect(await read(concat(whole, new Uint8Array(zeros)))).toEqual(plain);
      }
      expect(await read(concat(pack(''), new Uint8Array(zeros)))).toEqual(new Uint8Array(0));
    }
  });

  it.each<[string, Bytes, string]>([
    ['one byte behind it', concat(packed, [7]), 'cut short or damaged'],
    [
      'text behind zeros',
      concat(packed, new Uint8Array(99), [97, 98, 99, 100]),
      'something behind',
    ],
    ['text behind several members', concat(packed, packed, [97, 98, 99, 100]), 'something behind'],
    ['a member cut in its header', concat(packed, packed.subarray(0, 9)), 'cut short or damaged'],
    ['another checksum', changed(packed, { [-6]: packed.at(-6)! ^ 1 }), 'cut short or damaged'],
    [
      'another checksum in the first member',
      concat(changed(packed, { [-6]: packed.at(-6)! ^ 1 }), packed),
      'cut short or damaged',
    ],
    ['a larger length', changed(packed, { [-3]: 4 }), 'cut short or damaged'],
    ['a header longer than the file', nothing, 'cut short or damaged'],
    [
      'a larger length in the first member',
      concat(changed(packed, { [-3]: 4 }), packed),
      'cut short',
    ],
    [
      'a name without an end',
      concat([0x1f, 0x8b, 8, 8], new Uint8Array(3e6).fill(97)),
      'cut short',
    ],
  ])('refuses %s', async (_, bytes, what) => {
    const message = await refusal(() => read(bytes));
    expect(message).toMatch(/^a\.csv\.gz /);
    expect(message).toContain(what);
  });

  it('with flags that nobody may set is refused, in any member', async () => {
    // As a name, the first member reached into the second one, which alone was left (found by chance).
    const both = concat(packed, pack('abc'));
    for (const place of [3, packed.length + 3]) {
      for (const flags of [0x4a, 0x20, 0x80]) {
        const message = await refusal(() => read(changed(both, { [place]: flags })));
        expect(message).toContain('a.csv.gz is cut short or damaged');
      }
    }
  });

  it('packed again and again is refused', async () => {
    let bytes = packed;
    for (let i = 0; i < 4; ++i) bytes = pack(bytes);
    expect(await refusal(() => read(bytes))).toContain(
      'a.csv.gz is packed by gzip again and again',
    );
  });

  it('that unpacks to very much takes no memory for it', async () => {
    const bomb = pack(new Uint8Array(200e6));
    const before = process.memoryUsage().arrayBuffers;
    const file = await opened(bomb);
    expect(await refusal(() => file.whole(20e6))).toContain('a.csv holds more than the 20 MB');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(80e6);
  });

  it('is refused when cut short anywhere, or gives the same, whatever becomes of its bytes', async () => {
    for (const whole of [packed, concat(packed, pack('abc'))]) {
      const all = await read(whole);
      for (const { bytes, cut } of broken(whole)) {
        // What does not begin as gzip does is no gzip file.
        if (bytes[0] !== 0x1f || bytes[1] !== 0x8b || bytes[2] !== 8) continue;
        const message = await refusal(async () => {
          const found = await read(bytes);
          // One that ends where a member does is whole.
          if (!cut) expect(found).toEqual(all);
          else expect(found).toEqual(plain);
        });
        if (cut && bytes.length !== packed.length)
          expect(message).toContain('a.csv.gz is cut short');
      }
    }
  });
});
