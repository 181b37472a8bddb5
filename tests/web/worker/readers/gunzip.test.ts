import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { gunzip } from '../../../../web/worker/data/readers/gunzip';
import { broken, changed, concat, refusal, type Bytes } from './files';

const plain = new Uint8Array(1000).map((_, i) => (i * i) & 255);
const packed: Bytes = new Uint8Array(gzipSync(plain));

const read = (bytes: Bytes, maxBytes = 1e6) => gunzip('a.gz', bytes, maxBytes);

describe('gunzip', () => {
  it('unpacks what was packed, with a name in its header too', async () => {
    expect(await read(packed)).toEqual(plain);
    const named = concat([0x1f, 0x8b, 8, 8], packed.subarray(4, 10), [97, 0], packed.subarray(10));
    expect(await read(named)).toEqual(plain);
    expect(await read(new Uint8Array(gzipSync(new Uint8Array(0))))).toEqual(new Uint8Array(0));
    const large = new Uint8Array(3e6).map((_, i) => (i * 7919) >> 5);
    const unpacked = await read(new Uint8Array(gzipSync(large)), 3e6);
    expect(Buffer.compare(unpacked, large)).toBe(0);
  });

  it.each<[string, Bytes, string]>([
    ['nothing', new Uint8Array(0), 'cut short or damaged'],
    ['two parts', concat(packed, gzipSync(new Uint8Array(9))), 'cut short or damaged'],
    ['twice the same', concat(packed, packed), 'something behind the end of its gzip data'],
    ['an empty part first', concat(gzipSync(''), packed), 'something behind'],
    ['an empty part last', concat(packed, gzipSync('')), 'cut short or damaged'],
    ['its own trailer behind it', concat(packed, [1, 2], packed.subarray(-8)), 'something behind'],
    ['one byte behind it', concat(packed, [0]), 'cut short or damaged'],
    ['zeros behind it', concat(packed, new Uint8Array(512)), 'cut short or damaged'],
    ['another checksum', changed(packed, { [-6]: packed.at(-6)! ^ 1 }), 'cut short or damaged'],
    ['a larger length', changed(packed, { [-3]: 4 }), 'cut short or damaged'],
    ['a length of gigabytes', changed(packed, { [-1]: 255 }), 'cut short or damaged'],
  ])('refuses %s', async (_, bytes, what) => {
    expect(await refusal(() => read(bytes))).toContain(what);
  });

  it('refuses what unpacks to more than it may, without taking the memory', async () => {
    const bomb = new Uint8Array(gzipSync(new Uint8Array(30e6)));
    const before = process.memoryUsage().arrayBuffers;
    expect(await refusal(() => read(bomb, 20e6))).toBe(
      'a.gz is cut short or damaged, or it holds 30 MB, more than the 20 MB that this page takes.',
    );
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1e6);
  });

  it('refuses every beginning, and gives the same or nothing when bytes are changed', async () => {
    for await (const { bytes, cut } of broken(packed, { flips: 3000 })) {
      const message = await refusal(async () => {
        expect(await read(bytes)).toEqual(plain);
      });
      if (cut) expect(message).toContain('a.gz is cut short or damaged');
    }
  });
});
