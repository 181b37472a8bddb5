import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { openZip } from '../../../../web/worker/data/readers/zip';
import { broken, changed, concat, refusal, zip, type Bytes, type FarEnd } from './files';

const text = (length: number) => new Uint8Array(length).map((_, i) => 97 + (i % 7));
const good = zip([
  { name: 'a/one.txt', bytes: text(300) },
  { name: 'a/two.bin', bytes: text(40), stored: true },
]);

async function unpackAll(bytes: Bytes, maxBytes = 1e6): Promise<Record<string, Uint8Array>> {
  const archive = openZip('a.zip', bytes, maxBytes);
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
    ['with bytes in front', concat([1, 2, 3], good), 'a.zip is damaged: its directory'],
    ['encrypted', one({ flags: 1 }), 'x in a.zip is encrypted'],
    ['of another method', one({ method: 12 }), 'x in a.zip is packed in a way (12)'],
    ['that says less of a size', one({ size: 98 }), 'x in a.zip is cut short or damaged'],
    ['that says more of a size', one({ size: 100 }), 'x in a.zip is cut short or damaged'],
    ['that declares gigabytes', one({ size: 4e9 }), 'x in a.zip is damaged: what the archive says'],
    [
      'that declares too much packed',
      one({ packed: 4e9 }),
      'x in a.zip is damaged: what the archive',
    ],
    [
      'whose size is nowhere',
      one({ packed: 0xffffffff }),
      'x in a.zip is damaged: what the archive',
    ],
    [
      'whose far sizes are cut',
      one({}, { far: [1, 2, 3] }),
      'x in a.zip is damaged: what the archive',
    ],
    [
      'whose far sizes are beyond all',
      one({}, { far: new Array(24).fill(255) }),
      'x in a.zip is damaged: what the archive',
    ],
    ['of a far size that is less', one({ size: 98 }, { far: true }), 'x in a.zip is cut short or'],
    ['whose far end is elsewhere', farEnd({ at: 3 }), 'a.zip is damaged: its directory'],
    ['whose far end is beyond all', farEnd({ at: 2 ** 60 }), 'a.zip is damaged: its directory'],
    ['whose far end has another length', farEnd({ length: 45 }), 'a.zip is damaged: its directory'],
    ['whose far end has another count', farEnd({ count: 3 }), 'a.zip is damaged: its directory'],
    ['of parts, says the far end', farEnd({ disks: 1 }), 'one part of a split archive'],
    ['with another checksum', one({ crc: 5 }), 'x in a.zip is cut short or damaged'],
    ['stored, with another checksum', one({ crc: 5 }, { stored: true }), 'x in a.zip is damaged'],
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
    ['with no name', zip([{ name: '', bytes: text(9) }]), 'unsafe name ()'],
    ['whose files share data', overlapping(), 'is damaged: what the archive says of it disagrees.'],
    ['with a name twice over the same data', inEachOther(), 'a.zip holds two files called a.'],
    ['whose count is nowhere', changed(good, { [-12]: 255, [-11]: 255 }), 'one part of a split'],
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
    for (const whole of [good, far]) {
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
