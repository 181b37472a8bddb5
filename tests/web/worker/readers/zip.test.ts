import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { inMemory, onDisk } from '../../../../web/worker/data/readers/source';
import { openZip } from '../../../../web/worker/data/readers/zip';
import { broken, changed, concat, file, refusal, zip, type Bytes, type FarEnd } from './files';

const text = (length: number) => new Uint8Array(length).map((_, i) => 97 + (i % 7));
const good = zip([
  { name: 'a/one.txt', bytes: text(300) },
  { name: 'a/two.bin', bytes: text(40), stored: true },
]);

async function unpackAll(bytes: Bytes, maxBytes = 1e6): Promise<Record<string, Uint8Array>> {
  const archive = await openZip('a.zip', inMemory(bytes), maxBytes);
  const files: Record<string, Uint8Array> = {};
  for (let i = 0; i < archive.names.length; ++i) {
    const { name, bytes: unpacked } = await archive.unpack(i);
    files[name] = unpacked;
  }
  return files;
}

const refused = (bytes: Bytes, maxBytes?: number) => refusal(() => unpackAll(bytes, maxBytes));

describe('an archive', () => {
  it('gives its files, deflated or stored, whoever made it', async () => {
    expect(await unpackAll(good)).toEqual({ 'a/one.txt': text(300), 'a/two.bin': text(40) });
    const other = zipSync({ b: { 'c.txt': text(500) }, 'd.txt': [text(9), { level: 0 }] });
    expect(await unpackAll(new Uint8Array(other))).toEqual({
      'b/c.txt': text(500),
      'd.txt': text(9),
    });
    expect(Object.keys(await unpackAll(zip([{ name: 'x', bytes: text(3) }], 'a comment')))).toEqual(
      ['x'],
    );
    expect(Object.keys(await unpackAll(zip([{ name: 'w\\x.txt', bytes: text(3) }])))).toEqual([
      'w/x.txt',
    ]);
    const folder = { name: 'f/', bytes: text(0), stored: true };
    expect(Object.keys(await unpackAll(zip([folder, { name: 'f/x', bytes: text(3) }])))).toEqual([
      'f/x',
    ]);
  });

  it('gives its files where their numbers have 64 bits', async () => {
    const files = [
      { name: 'x', bytes: text(300), far: true as const },
      { name: 'y', bytes: text(40), stored: true },
      { name: 'z', bytes: text(5), stored: true, far: true as const },
    ];
    const all = { x: text(300), y: text(40), z: text(5) };
    expect(await unpackAll(zip(files))).toEqual(all);
    expect(await unpackAll(zip(files, '', {}))).toEqual(all);
    expect(await unpackAll(zip(files, 'a comment', {}))).toEqual(all);
  });

  it('gives its files behind a program that unpacks it', async () => {
    const files = [{ name: 'x', bytes: text(300) }];
    const program = new Uint8Array(5000).map((_, i) => i * 7);
    for (const archive of [zip(files), zip(files, 'a comment'), zip(files, '', {})]) {
      expect(await unpackAll(concat(program, archive))).toEqual({ x: text(300) });
    }
    // Whose places are counted from the program's start.
    const view = new DataView(concat(program, zip(files)).buffer);
    const end = view.byteLength - 22;
    const directory = view.getUint32(end + 16, true) + program.length;
    view.setUint32(end + 16, directory, true);
    view.setUint32(directory + 42, program.length, true);
    expect(await unpackAll(new Uint8Array(view.buffer))).toEqual({ x: text(300) });
  });

  it('gives more files than 16 bits count, in 64 bits or with what is lost of their number', async () => {
    const files = Array.from({ length: 70_000 }, (_, i) => {
      return { name: `${i % 10}/${i}`, bytes: Uint8Array.of(i, i >> 8), stored: true };
    });
    for (const archive of [zip(files, '', {}), zip(files)]) {
      const { names, unpack } = await openZip('a.zip', inMemory(archive), 1e6);
      expect(names.length).toBe(70_000);
      expect(await unpack(69_999)).toEqual(file('9/69999', Uint8Array.of(69_999, 69_999 >> 8)));
    }
  });

  it('of too many files is refused', async () => {
    const files = ['x', 'y', 'z/'].map((name) => ({ name, bytes: text(0), stored: true }));
    const open = (most: number) => openZip('a.zip', inMemory(zip(files)), 1e6, most);
    expect((await open(3)).names).toEqual(['x', 'y']);
    expect(await refusal(() => open(2))).toBe(
      'a.zip holds more than 2 files, which is more than is read.',
    );
  });

  it('gives one name to what is written in several ways', async () => {
    const bytes = text(3);
    const names = async (...written: string[]) =>
      Object.keys(await unpackAll(zip(written.map((name) => ({ name, bytes })))));
    expect(await names('./a/./b.png', 'a/A\u0308.png')).toEqual(['a/b.png', 'a/\u00c4.png']);
    expect(await names('./', 'a/./', 'x')).toEqual(['x']);
    expect(await refusal(() => names('a/\u00c4.png', './a/A\u0308.png'))).toBe(
      'a.zip holds two files called a/\u00c4.png.',
    );
  });

  it('is read from a disk part by part', async () => {
    const files = [300, 400_000, 0, 40, 300_000, 7].map((length, i) => {
      return { name: `${i}`, bytes: text(length), stored: i % 2 === 1 };
    });
    const archive = zip(files);
    const read: number[] = [];
    class Disk extends Blob {
      override slice(from = 0, to = 0): Blob {
        read.push(Math.min(to, this.size) - from);
        return super.slice(from, to);
      }
    }
    const { names, unpack } = await openZip('a.zip', onDisk('a.zip', new Disk([archive])), 1e6);
    const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0);
    expect(sum(read)).toBeLessThan(350_000);
    for (const i of names.keys()) {
      expect(Buffer.compare((await unpack(i)).bytes, files[i]!.bytes)).toBe(0);
    }
    expect(Math.max(...read)).toBeLessThanOrEqual(400_000);
    expect(sum(read)).toBeLessThan(3 * archive.length);
  });

  it('that is gone from its disk is said', async () => {
    class Gone extends Blob {
      override slice(): Blob {
        return new Gone();
      }
      override arrayBuffer(): Promise<ArrayBuffer> {
        return Promise.reject(new DOMException('gone', 'NotReadableError'));
      }
    }
    await expect(openZip('a.zip', onDisk('a.zip', new Gone([good])), 1e6)).rejects.toThrow(
      'a.zip could not be read: was it moved or changed meanwhile?',
    );
  });

  const farEnd = (lies: FarEnd) =>
    zip(
      [
        { name: 'x', bytes: text(9) },
        { name: 'y', bytes: text(8) },
      ],
      '',
      lies,
    );
  const one = (lies: object, more: object = {}) =>
    zip([{ name: 'x', bytes: text(99), lies, ...more }]);
  const overlapping = () => {
    const bytes = zip([
      { name: 'a', bytes: text(200) },
      { name: 'a', bytes: text(200) },
    ]);
    // The second entry of the directory is called b and points at the data of the first.
    const view = new DataView(bytes.buffer);
    const start = view.getUint32(bytes.length - 6, true);
    bytes[start + 47 + 46] = 98;
    return bytes;
  };
  const inEachOther = () => {
    const bytes = overlapping();
    const view = new DataView(bytes.buffer);
    const start = view.getUint32(bytes.length - 6, true);
    bytes[start + 47 + 46] = 97;
    bytes[start + 46] = 97;
    return bytes;
  };
  it.each<[string, Bytes, string]>([
    ['without files', zip([]), 'a.zip is an archive without files.'],
    ['with bytes behind it', concat(good, [0]), 'a.zip is cut short, or has something behind'],
    ['with another archive behind it', concat(good, good), 'a.zip is damaged: its directory'],
    ['encrypted', one({ flags: 1 }), 'x in a.zip is encrypted'],
    ['encrypted, strongly', one({ flags: 0x41 }), 'x in a.zip is encrypted'],
    ['of another method', one({ method: 12 }), 'x in a.zip is packed in a way (12)'],
    ['that says less of a size', one({ size: 98 }), 'x in a.zip is cut short or damaged'],
    ['that says more of a size', one({ size: 100 }), 'x in a.zip is cut short or damaged'],
    ['that declares gigabytes', one({ size: 4e9 }), 'x in a.zip is damaged: what the archive says'],
    [
      'that declares too much packed',
      one({ packed: 4e9 }),
      'x in a.zip is damaged: what the archive',
    ],
    ['whose size is nowhere', one({ packed: 0xffffffff }), 'a.zip is damaged: its directory'],
    [
      'whose far sizes are cut',
      one({}, { far: [1, 2, 3] }),
      'x in a.zip is damaged: what the archive',
    ],
    [
      'whose far sizes are beyond all',
      one({}, { far: new Array(24).fill(255) }),
      'a.zip is damaged: its directory',
    ],
    ['of a far size that is less', one({ size: 98 }, { far: true }), 'x in a.zip is cut short or'],
    ['whose far end is elsewhere', farEnd({ at: 3 }), 'a.zip is damaged: its directory'],
    ['whose far end is beyond all', farEnd({ at: 2 ** 60 }), 'a.zip is damaged: its directory'],
    [
      'whose far end has another length',
      farEnd({ length: 45 }),
      'a.zip holds a file with an unsafe',
    ],
    ['whose far end has another count', farEnd({ count: 3 }), 'a.zip is damaged: its directory'],
    ['of parts, says the far end', farEnd({ disks: 1 }), 'a.zip is damaged: its directory'],
    ['with another checksum', one({ crc: 5 }), 'x in a.zip is cut short or damaged'],
    ['stored, with another checksum', one({ crc: 5 }, { stored: true }), 'x in a.zip is cut'],
    [
      'stored, with another size',
      one({ size: 98 }, { stored: true }),
      'x in a.zip is damaged: what',
    ],
    ['with another name inside', one({}, { localName: 'y' }), 'x in a.zip is damaged: what'],
    [
      'with one name twice',
      zip([
        { name: 'x', bytes: text(9) },
        { name: 'x', bytes: text(8) },
      ]),
      'a.zip holds two files called x.',
    ],
    [
      'with one name twice, written otherwise',
      zip([
        { name: 'x/y', bytes: text(9) },
        { name: 'x\\y', bytes: text(8) },
      ]),
      'two files called x/y.',
    ],
    [
      'that leads outside',
      zip([{ name: '../x', bytes: text(9) }]),
      'a.zip holds a file with an unsafe name (../x).',
    ],
    ['that leads outside later', zip([{ name: 'a/../../x', bytes: text(9) }]), 'unsafe name'],
    ['with a path from the top', zip([{ name: '/x', bytes: text(9) }]), 'unsafe name'],
    ['with a drive', zip([{ name: 'C:\\x', bytes: text(9) }]), 'unsafe name'],
    [
      'with a name of control characters',
      zip([{ name: 'a\n\u0000b', bytes: text(9) }]),
      'unsafe name (a??b)',
    ],
    ['with a name that is no place', zip([{ name: '.', bytes: text(9) }]), 'unsafe name (.)'],
    ['with no name', zip([{ name: '', bytes: text(9) }]), 'unsafe name ()'],
    ['whose files share data', overlapping(), 'is damaged: what the archive says of it disagrees.'],
    ['with a name twice over the same data', inEachOther(), 'a.zip holds two files called a.'],
    [
      'whose count is nowhere',
      changed(good, { [-12]: 255, [-11]: 255 }),
      'a.zip is damaged: its directory',
    ],
    [
      'whose directory is nowhere',
      changed(good, { [-6]: 255, [-5]: 255, [-4]: 255, [-3]: 255 }),
      'a.zip is damaged: its directory',
    ],
    ['of several parts', changed(good, { [-18]: 1 }), 'one part of a split archive'],
  ])('%s is refused', async (_, bytes, message) => {
    expect(await refused(bytes)).toContain(message);
  });

  it('whose files lie in each other is refused', async () => {
    // A stored file that holds a whole entry, which the directory names once more.
    const inner = zip([{ name: 'in', bytes: text(30), stored: true }]);
    const outer = zip([
      { name: 'out', bytes: inner, stored: true },
      { name: 'in', bytes: text(30), stored: true },
    ]);
    const view = new DataView(outer.buffer);
    const start = view.getUint32(outer.length - 6, true);
    view.setUint32(start + 46 + 3 + 42, 30 + 3, true);
    expect(await refused(outer)).toBe('a.zip is damaged: files in it lie in each other.');
  });

  it('that unpacks to too much is refused before anything is unpacked', async () => {
    const zeros = new Uint8Array(2e6);
    const bomb = zip([{ name: 'zeros', bytes: zeros }]);
    const many = zip(Array.from({ length: 40 }, (_, i) => ({ name: `z${i}`, bytes: zeros })));
    const before = process.memoryUsage().arrayBuffers;
    expect(await refused(bomb, 1e6)).toBe(
      'a.zip holds 2 MB when unpacked; this page takes up to 1 MB.',
    );
    expect(await refused(many, 1e9)).toMatch(/^a\.zip would unpack to \d+ times its size/);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10e6);
  });

  it('is refused when cut short anywhere, and never gives anything else when bytes change', async () => {
    const far = zip(
      [
        { name: 'x', bytes: text(300), far: true },
        { name: 'y', bytes: text(40), stored: true },
      ],
      '',
      {},
    );
    for (const whole of [good, far, concat(text(99), good)]) {
      for await (const { bytes, cut } of broken(whole, { flips: 4000 })) {
        const message = await refusal(async () => {
          for (const unpacked of Object.values(await unpackAll(bytes))) {
            expect([300, 40]).toContain(unpacked.length);
          }
        });
        if (cut) expect(message).toContain('a.zip');
      }
    }
  });
});
