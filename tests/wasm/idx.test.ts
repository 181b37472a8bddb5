import { type Engine, load } from 'receptive';
import { beforeAll, describe, expect, it } from 'vitest';
import { gzip, idxFile, imagesAndLabels, withUnpackedLength } from './support/idx-files.js';

let engine: Engine;
const { images, labels } = imagesAndLabels(5);
beforeAll(async () => {
  engine = await load();
});

describe('readIdx', () => {
  it('reads plain and gz files alike, from ArrayBuffers and views', async () => {
    const read = await engine.readIdx(images, labels);
    expect(read).toMatchObject({
      count: 5,
      channels: 1,
      height: 4,
      width: 3,
      classes: 3,
      classNames: ['0', '1', '2'],
    });
    expect(read.labels).toEqual(Uint8Array.of(0, 1, 2, 0, 1));
    expect(read.images).toEqual(Float32Array.from(images.subarray(16), (byte) => byte / 255));
    expect(await engine.readIdx(gzip(images), gzip(labels))).toEqual(read);
    expect(await engine.readIdx(images, gzip(labels))).toEqual(read);
    expect(await engine.readIdx(images.slice().buffer, gzip(labels).slice().buffer)).toEqual(read);
    const shifted = new Uint8Array(images.length + 7);
    shifted.set(images, 3);
    expect(await engine.readIdx(shifted.subarray(3, 3 + images.length), labels)).toEqual(read);
  });

  it('reads colour, and as many classes as it is told', async () => {
    const colour = idxFile(
      [2, 3, 2, 2],
      Array.from({ length: 24 }, (_, i) => i),
    );
    const read = await engine.readIdx(colour, idxFile([2], [0, 1]), { classes: 10 });
    expect(read).toMatchObject({ channels: 3, height: 2, width: 2, classes: 10 });
  });

  it('reads gz files with a name, a comment and the other fields of the header', async () => {
    const packed = gzip(labels);
    const fields = [2, 0, 65, 66, ...Buffer.from('name\0comment\0'), 0, 0];
    const header = [...packed.subarray(0, 3), 2 | 4 | 8 | 16, ...packed.subarray(4, 10)];
    const full = Uint8Array.from([...header, ...fields, ...packed.subarray(10)]);
    expect((await engine.readIdx(images, full)).labels).toEqual(Uint8Array.of(0, 1, 2, 0, 1));
  });
});

describe('a hostile file', () => {
  const used = () => engine.memory().used;

  /** Refused with one sentence, and nothing left behind. */
  async function refused(imageFile: unknown, labelFile: unknown, options?: object) {
    const before = used();
    const reading = engine.idxDataset(imageFile as never, labelFile as never, options);
    const error: unknown = await reading.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(Error);
    const { message } = error as Error;
    expect(message).toMatch(/^[^\n]+expected [^\n]+, found [^\n]+$/);
    expect(used()).toBeLessThanOrEqual(Math.max(before, 4 * 2 ** 20));
    return message;
  }

  it('is refused when it ends too early, wherever that is', async () => {
    const [packedImages, packedLabels] = [gzip(images), gzip(labels)];
    for (let length = 0; length < images.length; ++length) {
      expect(await refused(images.subarray(0, length), labels)).toMatch(/IDX/);
    }
    for (let length = 0; length < labels.length; ++length) {
      await refused(images, labels.subarray(0, length));
    }
    for (let length = 0; length < packedImages.length; ++length) {
      expect(await refused(packedImages.subarray(0, length), labels)).toMatch(/^IDX images: /);
    }
    for (let length = 0; length < packedLabels.length; ++length) {
      await refused(images, packedLabels.subarray(0, length));
    }
  });

  it('with any bit wrong is refused, or read as it was', async () => {
    const packed = gzip(images);
    const read = await engine.readIdx(images, labels);
    for (let bit = 0; bit < packed.length * 8; ++bit) {
      const damaged = packed.slice();
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      // Time and system in the header, and the bits that fill the last byte, say nothing.
      const found = await engine.readIdx(damaged, labels).catch((error: unknown) => error);
      if (found instanceof Error) expect(found.message).toMatch(/^IDX images: expected .*, found/);
      else expect(found).toEqual(read);
    }
  });

  it.each([
    ['swapped', () => [labels, images], /swapped/],
    ['magic', () => [Uint8Array.of(1, ...images.subarray(1)), labels], /first byte 0x00.*0x01/],
    ['type', () => [idxFile([5, 4, 3], images.subarray(16), 9), labels], /uint8.*int8/],
    ['counts', () => [images, idxFile([4], [0, 1, 2, 0])], /5 images and 4 labels/],
    ['no examples', () => [idxFile([0, 4, 3], []), idxFile([0], [])], /at least 1 example/],
    ['too long', () => [Uint8Array.of(...images, 0), labels], /1 byte too many/],
    ['huge header', () => [idxFile([2 ** 31, 512, 512], []), labels], /2147483648 images/],
    ['text', () => ['images', labels], /^images: expected an ArrayBuffer or a Uint8Array, found/],
    ['nothing', () => [images, undefined], /^labels: expected .*, found undefined/],
    ['float32', () => [new Float32Array(9), labels], /found a Float32Array of 9/],
    ['gz of text', () => [gzip(Buffer.from('hello hello hello hello')), labels], /first byte 0x00/],
    ['two parts', () => [Uint8Array.of(...gzip(images), ...gzip(images)), labels], /several parts/],
    ['gz and more', () => [Uint8Array.of(...gzip(images), 1, 2, 3), labels], /damaged/],
    [
      'method',
      () => [Uint8Array.of(0x1f, 0x8b, 7, ...gzip(images).subarray(3)), labels],
      /invalid gzip data/,
    ],
  ])('is refused: %s', async (_, files, message) => {
    const [first, second] = files();
    expect(await refused(first, second)).toMatch(message);
  });

  it('is refused for labels beyond the classes that are asked for', async () => {
    expect(await refused(images, labels, { classes: 2 })).toMatch(/labels 0 to 1.*label 2/);
    expect(await refused(images, labels, { classes: 1 })).toMatch(/^classes: .* found 1/);
    expect(await refused(images, labels, { class: 3 })).toMatch(/only classes, found 'class'/);
  });

  it('cannot unpack to more than its header says', async () => {
    const bomb = new Uint8Array(64 * 2 ** 20);
    bomb.set(images);
    const packed = gzip(bomb);
    expect(packed.length).toBeLessThan(100_000);
    const honest = await refused(packed, labels);
    expect(honest).toMatch(/67108864 bytes where its header promises 76/);
    const lying = await refused(withUnpackedLength(packed, images.length), labels);
    expect(lying).toMatch(/unpacks to more than its header says/);
  });

  it('is refused before memory is taken when its header promises too much', async () => {
    const promise = idxFile([4000, 512, 513], [1, 2, 3]);
    expect(await refused(gzip(promise), labels)).toMatch(
      /at most 1073741824 bytes, found one of 1050624016 bytes|header promises 1050624016/,
    );
    // Both the header and the end of the file lie.
    const twice = withUnpackedLength(gzip(promise), 16 + 4000 * 512 * 513);
    expect(await refused(twice, labels)).toMatch(/one of \d+ bytes, from which 1050624016 cannot/);
    const more = idxFile([2 ** 20, 512, 512], [1, 2, 3]);
    expect(await refused(gzip(more), labels)).toMatch(/at most 1073741824 bytes/);
  });

  it('that does not fit in memory is refused in words', async () => {
    // Zeros that the host has promised, not given: nothing is copied before memory is found.
    const large = new Uint8Array(2 ** 30);
    const reading = engine.idxDataset(large, large.subarray(1024));
    await expect(reading).rejects.toThrow(/^not enough memory: expected .*, found none/);
    expect((await engine.readIdx(images, labels)).count).toBe(5);
  });
});
