import { gzipSync } from 'node:zlib';
import { packTar } from 'modern-tar';
import { describe, expect, it } from 'vitest';
import { open } from '../../../../../web/worker/data/opening/open';
import { broken, type Bytes, concat, contents, never, refusal, text } from './bytes';
import { longName, pax, tar, tarEnd, tarMember } from './tar-writer';

const opened = (bytes: Bytes, name = 'a.tar') =>
  open([{ path: name, file: new File([bytes], name) }], never);
const read = async (bytes: Bytes, name?: string) => contents((await opened(bytes, name)).files);
const gz = (bytes: Uint8Array): Bytes => new Uint8Array(gzipSync(bytes));

const files = { 'a/one.bin': text(700), 'a/b/two.bin': text(512), 'three.bin': text(0) };
const members = Object.entries(files).map(([name, bytes]) => ({ name, bytes }));

describe('a tar archive', () => {
  it('gives its files', async () => {
    expect(await read(tar(...members))).toEqual(files);
    expect(await read(tar(...members.map((m) => ({ ...m, old: true }))))).toEqual(files);
    expect(await read(tar(...members.map((m) => ({ ...m, wide: true }))))).toEqual(files);
    // Without what ends it; with half of that; with more behind.
    const bare = concat(...members.map(tarMember));
    expect(await read(bare)).toEqual(files);
    expect(await read(concat(bare, new Uint8Array(512)))).toEqual(files);
    expect(await read(concat(bare, new Uint8Array(9000), text(99)))).toEqual(files);
  });

  it('gives what a library packs', async () => {
    const name = `${'folder/'.repeat(20)}${'n'.repeat(120)}.bin`;
    const packed = await packTar([
      { header: { name: 'folder/', size: 0, type: 'directory' } },
      { header: { name, size: 300 }, body: text(300) },
      { header: { name: '\u00e4/\u6570.bin', size: 9 }, body: text(9) },
      { header: { name: 'link', size: 0, type: 'symlink', linkname: name } },
    ]);
    expect(await read(new Uint8Array(packed))).toEqual({
      [name]: text(300),
      '\u00e4/\u6570.bin': text(9),
    });
  });

  it('gives files under names that are long, or told elsewhere', async () => {
    const long = `${'d/'.repeat(90)}x.bin`;
    const file = tarMember({ name: 'short', bytes: text(5) });
    expect(await read(concat(longName(long), file, tarEnd))).toEqual({ [long]: text(5) });
    const said = pax({ path: `./\u00e9/${long}`, comment: 'a = b' });
    expect(await read(concat(said, file, file, tarEnd))).toEqual({
      [`\u00e9/${long}`]: text(5),
      short: text(5),
    });
    const sized = tarMember({ name: 'x', bytes: text(600), size: '00000000000' });
    expect(await read(concat(pax({ size: '600' }), sized, tarEnd))).toEqual({ x: text(600) });
  });

  it('passes folders and symbolic links over, and gives what a hard link leads to', async () => {
    const found = await read(
      tar(
        { name: 'd', type: '5' },
        { name: 'd/x', bytes: text(9) },
        { name: 'd/y', type: '1', target: './d/x' },
        { name: 'd/z', type: '2', target: 'x' },
        { name: 'old/', type: '\0' },
      ),
    );
    expect(found).toEqual({ 'd/x': text(9), 'd/y': text(9) });
  });

  it('is opened when gzip packs it, and passes over what a Mac puts in', async () => {
    for (const name of ['a.tar.gz', 'a.tgz', 'a']) {
      const litter = { name: 'a/._one.bin', bytes: text(3) };
      const archive = gz(tar(litter, ...members));
      const { files: found, litter: passed } = await opened(archive, name);
      expect(await contents(found)).toEqual(files);
      expect(passed).toBe(1);
    }
    const large = { name: 'data_batch_1.bin', bytes: text(9e6) };
    const { files: found } = await opened(gz(tar(large)), 'cifar-10-binary.tar.gz');
    expect(found.map(({ path, size }) => [path, size])).toEqual([['data_batch_1.bin', 9e6]]);
    expect(Buffer.compare(await found[0]!.whole(1e7), large.bytes)).toBe(0);
  });

  const whole = tar(...members);
  it.each<[string, Bytes, string]>([
    ['cut in a file', whole.slice(0, 900), 'a.tar is cut short: not all of a/one.bin is there.'],
    ['without files', tar({ name: 'd/', type: '5' }), 'a.tar is an archive without files.'],
    ['with something between', concat(tarMember(members[0]!), text(512)), 'a.tar is damaged: at'],
    ['with holes', tar({ name: 'x', type: 'S' }), 'a.tar holds a file with holes (x)'],
    [
      'with holes that are told elsewhere',
      concat(pax({ 'GNU.sparse.major': '1' }), tar({ name: 'x', bytes: text(9) })),
      'a.tar holds a file with holes (x)',
    ],
    [
      'with records that are none',
      concat(tarMember({ name: 'p', type: 'x', bytes: text(20) }), whole),
      'a.tar is damaged: what it says of a file in it cannot be read.',
    ],
    [
      'with a name without an end',
      tar({ name: 'l', type: 'L', bytes: new Uint8Array(2e6).fill(97) }),
      'a.tar is damaged: it says too much',
    ],
  ])('%s is refused', async (_, bytes, message) => {
    expect(await refusal(() => opened(bytes))).toContain(message);
  });

  it('that unpacks to very much from almost nothing is refused', async () => {
    const zeros = Array.from({ length: 12 }, () => new Uint8Array(10e6));
    const bomb = gz(tar(...zeros.map((bytes, i) => ({ name: `${i}`, bytes }))));
    expect(await refusal(() => opened(bomb, 'a.tar.gz'))).toMatch(/^a\.tar unpacks to more than/);
  });

  it('gives a sentence or files, whatever becomes of its bytes', async () => {
    for (const good of [whole, gz(whole), concat(pax({ path: 'p' }), longName('q'), whole)]) {
      for (const { bytes } of broken(good)) {
        await refusal(async () => {
          for (const file of (await opened(bytes)).files) {
            expect((await file.whole(1e6)).length).toBeLessThanOrEqual(bytes.length * 50);
          }
        });
      }
    }
  });
});
