import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { open } from '../../../../../web/worker/data/opening/open';
import {
  broken,
  changed,
  concat,
  contents,
  gathered,
  never,
  refusal,
  text,
  type Bytes,
} from './bytes';
import { type FarEnd, zip, type ZipMember } from './zip-writer';

const opened = (bytes: Bytes, name = 'a.zip') =>
  open([{ path: name, file: new File([bytes], name) }], never);
const read = async (bytes: Bytes) => contents((await opened(bytes)).files);
const refused = (bytes: Bytes) => refusal(() => read(bytes));

const good = zip([
  { name: 'a/one.txt', bytes: text(300) },
  { name: 'a/two.bin', bytes: text(40), stored: true },
]);
const one = (lies: object, more: object = {}) =>
  zip([{ name: 'x', bytes: text(99), lies, ...more }]);

describe('an archive', () => {
  it('gives its files, deflated or stored, whoever made it', async () => {
    expect(await read(good)).toEqual({ 'a/one.txt': text(300), 'a/two.bin': text(40) });
    const other = zipSync({ b: { 'c.bin': text(500) }, 'd.txt': [text(9), { level: 0 }] });
    expect(await read(new Uint8Array(other))).toEqual({ 'b/c.bin': text(500), 'd.txt': text(9) });
    const folder = { name: 'f/', bytes: text(0), stored: true };
    expect(await read(zip([folder, { name: 'f/x', bytes: text(0) }], 'a comment'))).toEqual({
      'f/x': text(0),
    });
    const link = { name: 'link', bytes: text(1), stored: true, mode: 0o120_777 };
    const plain = { name: 'x', bytes: text(5), mode: 0o100_644 };
    expect(await read(zip([link, plain]))).toEqual({ x: text(5) });
  });

  it('gives its files where their numbers have 64 bits, or stand behind them', async () => {
    const files: ZipMember[] = [
      { name: 'x', bytes: text(300), far: true },
      { name: 'y', bytes: text(40), stored: true },
      { name: 'z', bytes: text(700), streamed: true },
    ];
    const all = { x: text(300), y: text(40), z: text(700) };
    for (const [comment, far] of [
      ['', undefined],
      ['', {}],
      ['a comment', {}],
    ] as const) {
      expect(await read(zip(files, comment, far))).toEqual(all);
    }
  });

  it('gives its files behind a program that unpacks it', async () => {
    const files = [{ name: 'x', bytes: text(300) }];
    const program = concat(
      [77, 90],
      new Uint8Array(5000).map((_, i) => i * 7),
    );
    for (const archive of [zip(files), zip(files, 'a comment'), zip(files, '', {})]) {
      const bytes = concat(program, archive);
      expect(await contents((await opened(bytes, 'a.exe')).files)).toEqual({ x: text(300) });
      expect(await read(bytes)).toEqual({ x: text(300) });
    }
  });

  it('gives more files than 16 bits count, in 64 bits or with what is lost of their number', async () => {
    const count = 66_000;
    const members = Array.from({ length: count }, (_, i) => {
      return { name: `${i}.png`, bytes: Uint8Array.of(i, i >> 8), stored: true };
    });
    const far = zip(members, '', {});
    const view = new DataView(far.buffer);
    // The other end in 32 bits, with the directory's length and place out of the one in 64.
    const end = far.slice(-22);
    const near = new DataView(end.buffer);
    for (const at of [8, 10]) near.setUint16(at, count & 0xffff, true);
    near.setUint32(12, view.getUint32(far.length - 98 + 40, true), true);
    near.setUint32(16, view.getUint32(far.length - 98 + 48, true), true);
    for (const archive of [far, concat(far.slice(0, -98), end)]) {
      const { files: found } = await opened(archive);
      expect(found.length).toBe(count);
      expect(found.at(-1)!.path).toBe('65999.png');
      expect(await found.at(-1)!.whole(2)).toEqual(Uint8Array.of(65_999, 65_999 >> 8));
    }
  });

  it('of too many files is refused', async () => {
    const file = new File([zip(['x', 'y'].map((name) => ({ name, bytes: text(9) })))], 'a.zip');
    const most = (files: number) => open([{ path: 'a.zip', file }], never, { files });
    expect((await most(3)).files.length).toBe(2);
    expect(await refusal(() => most(2))).toBe('a.zip holds more than 2 files, which are the most.');
  });

  it('gives names in one way, however they are written', async () => {
    const names = async (...members: Partial<ZipMember>[]) =>
      (await opened(zip(members.map((m) => ({ name: '', bytes: text(3), ...m }))))).files.map(
        ({ path }) => path,
      );
    const written = ['./a/./b', '/home/x', 'C:\\w\\y', '../../z', 'A\u0308/1', 'a\u0001\nb', '..'];
    expect(await names(...written.map((name) => ({ name })))).toEqual([
      ...['a/b', 'home/x', 'w/y', 'z', '\u00c4/1', 'a??b', 'unnamed'],
    ]);
    // As a Mac writes it, without a sign that it is UTF-8; and as DOS does.
    const mac = [...new TextEncoder().encode('A\u0308pfel/1')];
    expect(await names({ rawName: mac }, { rawName: [0x8e, 0x70, 0x2f, 0x31] })).toEqual([
      ...['\u00c4pfel/1', '\u00c4p/1'],
    ]);
  });

  it('is read from the disk part by part', async () => {
    const files = [300, 400_000, 0, 40, 1_300_000, 7].map((length, i) => {
      return { name: `${i}`, bytes: text(length), stored: i % 2 === 1 };
    });
    const archive = zip(files);
    const read: number[] = [];
    class Disk extends File {
      override slice(from = 0, to = 0): Blob {
        read.push(Math.min(to, this.size) - from);
        return super.slice(from, to);
      }
    }
    const { files: found } = await open([{ path: 'a', file: new Disk([archive], 'a.zip') }], never);
    const sum = () => read.reduce((all, one) => all + one, 0);
    expect(found.map(({ size }) => size)).toEqual(files.map(({ bytes }) => bytes.length));
    for (const [i, file] of found.entries()) {
      expect(Buffer.compare(await gathered(file.pieces()), files[i]!.bytes)).toBe(0);
      expect(Buffer.compare(await file.whole(2e6), files[i]!.bytes)).toBe(0);
      expect(await file.head(20)).toEqual(files[i]!.bytes.slice(0, 20));
    }
    expect(Math.max(...read)).toBeLessThanOrEqual(1 << 18);
    expect(sum()).toBeLessThan(12 * archive.length);
  });

  it('that is gone from its disk is said', async () => {
    class Gone extends File {
      override slice(): Blob {
        return new Gone([good], 'a');
      }
      override arrayBuffer(): Promise<ArrayBuffer> {
        return Promise.reject(new DOMException('gone', 'NotReadableError'));
      }
    }
    const gone = [
      { path: 'a.zip', file: new Gone([good], 'a.zip') },
      { path: 'b.zip', file: new File([good], 'b.zip') },
    ];
    const sentence = 'a.zip could not be read: was it moved or changed meanwhile?';
    expect((await open(gone, never)).notes).toEqual([`${sentence} It was left out.`]);
    await expect(open(gone.slice(0, 1), never)).rejects.toThrow(sentence);
  });

  it('refuses a file larger than is asked for, before memory is taken', async () => {
    const { files } = await opened(zip([{ name: 'x', bytes: new Uint8Array(3e6) }]));
    expect(await refusal(() => files[0]!.whole(2e6))).toBe(
      'x holds 3 MB, which is more than the 2 MB that are read of such a file.',
    );
  });
});

describe('an archive that cannot be read', () => {
  const farEnd = (lies: FarEnd) => zip([{ name: 'x', bytes: text(9) }], '', lies);
  const plain = 'unpack the archive and open the folder, or pack it anew as a plain ZIP (Deflate).';
  it.each<[string, Bytes, string]>([
    ['without files', zip([]), 'a.zip is an archive without files.'],
    ['encrypted', one({ flags: 1 }), 'a.zip is encrypted: unpack it with its password'],
    ['encrypted, strongly', one({ flags: 0x41 }), 'a.zip is encrypted'],
    ['encrypted by AES', one({ method: 99 }), 'a.zip is encrypted'],
    [
      'packed by Deflate64',
      one({ method: 9 }),
      `a.zip is packed by Deflate64, which is not read: ${plain}`,
    ],
    ['packed by bzip2', one({ method: 12 }), 'a.zip is packed by bzip2'],
    ['packed by LZMA', one({ method: 14 }), 'a.zip is packed by LZMA'],
    ['packed by Zstandard', one({ method: 93 }), 'a.zip is packed by Zstandard'],
    ['packed by nobody', one({ method: 77 }), 'a.zip is packed by a way of its own (number 77)'],
    ['that says less of a size', one({ size: 98 }), 'x in a.zip is cut short or damaged'],
    ['that says more of a size', one({ size: 100 }), 'x in a.zip is cut short or damaged'],
    ['that declares gigabytes', one({ size: 4e9 }), 'a.zip is damaged: what the archive says'],
    [
      'that declares too much',
      one({ packed: 4e9 }),
      'x in a.zip is damaged: what the archive says',
    ],
    ['whose size is nowhere', one({ packed: 0xffffffff }), 'a.zip is damaged: its directory'],
    ['whose far sizes are cut', one({}, { far: [1, 2, 3] }), 'a.zip is damaged: its directory'],
    ['with another checksum', one({ crc: 5 }), 'x in a.zip is cut short or damaged'],
    ['stored, with another checksum', one({ crc: 5 }, { stored: true }), 'x in a.zip is cut'],
    ['stored, with another size', one({ size: 98 }, { stored: true }), 'a.zip is damaged: what'],
    ['whose far end is elsewhere', farEnd({ at: 3 }), 'a.zip is damaged: its directory'],
    ['of parts, says the far end', farEnd({ disks: 1 }), 'a.zip is'],
    ['of several parts', changed(good, { [-18]: 1 }), 'one part of a split archive'],
    ['whose directory is nowhere', changed(good, { [-6]: 255, [-5]: 255 }), 'a.zip is'],
  ])('%s says so', async (_, bytes, message) => {
    expect(await refused(bytes)).toContain(message);
  });

  it('in part gives the rest', async () => {
    const { files } = await opened(
      zip([
        { name: 'x', bytes: text(9) },
        { name: 'y', bytes: text(9), lies: { method: 12 } },
      ]),
    );
    expect(files.map(({ path }) => path)).toEqual(['x', 'y']);
    expect(await files[0]!.whole(9)).toEqual(text(9));
    expect(await refusal(() => files[1]!.whole(9))).toContain('y in a.zip is packed by bzip2');
  });

  it('large or small, is refused where a byte of a file is another', async () => {
    const noise = text(500_000).map((byte, i) => byte ^ ((i * i) >> 7));
    const whole = zip([{ name: 'x', bytes: noise, stored: true }]);
    expect(await refused(changed(whole, { 400_000: 1 }))).toContain('x in a.zip is cut short or');
    const packed = zip([{ name: 'x', bytes: noise }]);
    for (const at of [200, 60_000, 100_000]) {
      expect(await refused(changed(packed, { [at]: packed[at]! ^ 64 }))).toContain('x in a.zip is');
    }
  });

  it('gives a sentence or what is in it, whatever becomes of its bytes', async () => {
    const far: ZipMember[] = [
      { name: 'x', bytes: text(300), far: true },
      { name: 'y', bytes: text(40), stored: true },
    ];
    const behind = concat(text(99), good);
    for (const whole of [good, zip(far, '', {}), behind]) {
      let refusals = 0;
      for (const { bytes, cut } of broken(whole)) {
        const message = await refusal(async () => {
          const { files } = await opened(bytes);
          for (const file of files) {
            const found = await file.whole(1e6);
            // What is no archive any more is a file as it is.
            if (file.path !== 'a.zip') expect([text(300), text(40), text(0)]).toContainEqual(found);
          }
        });
        if (message) refusals += 1;
        if (cut && bytes.length > 4 && whole !== behind) expect(message).toContain('a.zip');
      }
      expect(refusals).toBeGreaterThan(300);
    }
  });
});
