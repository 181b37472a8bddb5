import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { gunzip } from '../../../../web/worker/data/readers/gunzip';
import { broken, changed, concat, refusal, type Bytes } from './files';

const plain = new Uint8Array(1000).map((_, i) => (i * i) & 255);
const packed: Bytes = new Uint8Array(gzipSync(plain));

const read = (bytes: Bytes, maxBytes = 1e6) => gunzip('a.gz', bytes, maxBytes);

describe('gunzip', () => {
  it('unpacks what was packed, with a name in its header too', () => {
    expect(read(packed)).toEqual(plain);
    const named = concat([0x1f, 0x8b, 8, 8], packed.subarray(4, 10), [97, 0], packed.subarray(10));
    expect(read(named)).toEqual(plain);
    expect(read(new Uint8Array(gzipSync(new Uint8Array(0))))).toEqual(new Uint8Array(0));
    const large = new Uint8Array(3e6).map((_, i) => (i * 7919) >> 5);
    const unpacked = read(new Uint8Array(gzipSync(large)), 3e6);
    expect(Buffer.compare(unpacked, large)).toBe(0);
  });

  it('unpacks several members one after the other, wherever they end', () => {
    const parts = Array.from({ length: 40 }, (_, i) =>
      new Uint8Array((i % 9) * 1700).map((_, place) => (place * (i + 3)) >> 2),
    );
    const members = parts.map((part) => gzipSync(part));
    // The second one with a name, a comment and a checksum of its header.
    const extras = [97, 0, 98, 0, 1, 2];
    members[1] = Buffer.from(
      concat([0x1f, 0x8b, 8, 26], members[1]!.subarray(4, 10), extras, members[1]!.subarray(10)),
    );
    for (let first = 0; first < parts.length; ++first) {
      const whole = read(concat(...members.slice(first)));
      expect(Buffer.compare(whole, concat(...parts.slice(first)))).toBe(0);
      expect(whole.buffer.byteLength).toBe(whole.length);
    }
    expect(read(concat(packed, gzipSync('')))).toEqual(plain);
    expect(read(concat(gzipSync(''), packed))).toEqual(plain);
  });

  it.each<[string, Bytes, string]>([
    ['nothing', new Uint8Array(0), 'cut short or damaged'],
    ['its own trailer behind it', concat(packed, [1, 2], packed.subarray(-8)), 'something behind'],
    ['one byte behind it', concat(packed, [0]), 'cut short or damaged'],
    ['zeros behind it', concat(packed, new Uint8Array(512)), 'something behind'],
    ['text behind several members', concat(packed, packed, [97, 98, 99, 100]), 'something behind'],
    ['a member cut in its header', concat(packed, packed.subarray(0, 9)), 'cut short or damaged'],
    ['another checksum', changed(packed, { [-6]: packed.at(-6)! ^ 1 }), 'cut short or damaged'],
    [
      'another checksum in the first member',
      concat(changed(packed, { [-6]: packed.at(-6)! ^ 1 }), packed),
      'cut short or damaged',
    ],
    ['a larger length', changed(packed, { [-3]: 4 }), 'cut short or damaged'],
    [
      'a larger length in the first member',
      concat(changed(packed, { [-3]: 4 }), packed),
      'cut short or damaged',
    ],
    ['a length of gigabytes', changed(packed, { [-1]: 255 }), 'cut short or damaged'],
  ])('refuses %s', async (_, bytes, what) => {
    expect(await refusal(() => read(bytes))).toContain(what);
  });

  it('refuses what unpacks to more than it may, without taking the memory', async () => {
    const bomb = new Uint8Array(gzipSync(new Uint8Array(30e6)));
    const large = new Uint8Array(gzipSync(new Uint8Array(70e6)));
    const before = process.memoryUsage().arrayBuffers;
    expect(await refusal(() => read(bomb, 20e6))).toBe(
      'a.gz holds 30 MB, more than the 20 MB that this page takes, or it is cut short or damaged.',
    );
    expect(await refusal(() => read(large, 1e9))).toMatch(
      /^a\.gz would unpack to \d+ times its size, as no pictures do, or it is cut short or damaged\.$/,
    );
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1e6);
    // Not so large in any member.
    expect(await refusal(() => read(concat(bomb, bomb, bomb, packed), 50e6))).toContain(
      'more than the 50 MB that this page takes',
    );
    expect(await refusal(() => read(concat(bomb, bomb, bomb, packed), 1e9))).toContain(
      'times its size, as no pictures do',
    );
  });

  it('refuses every beginning, and gives the same or nothing when bytes are changed', async () => {
    const members = [plain.subarray(0, 500), plain.subarray(500)].map((part) => gzipSync(part));
    for (const whole of [packed, concat(...members)]) {
      for await (const { bytes, cut } of broken(whole, { flips: 3000 })) {
        // What ends with the first of two members is a whole file.
        if (cut && whole !== packed && bytes.length === members[0]!.length) continue;
        const message = await refusal(() => {
          expect(read(bytes)).toEqual(plain);
        });
        if (cut) expect(message).toContain('cut short or damaged');
      }
    }
  });
});
