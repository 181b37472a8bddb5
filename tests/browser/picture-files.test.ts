import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { build, type Rolldown } from 'vite';
import { type Bytes, concat, latin, text } from '../web/worker/data/opening/bytes';
import { png } from '../web/worker/data/pictures/png-writer';
import { bmp, box, exif, gif, heif, jpeg, webp } from '../web/worker/data/pictures/small-pictures';
import { listen } from './support/servers';
import { expect, test as base } from './support/test';

const source = fileURLToPath(
  new URL('../../web/worker/data/pictures/picture-file.ts', import.meta.url),
);

/** The worker's module alone, in a worker of its own: pictures in, pixels out. */
const worker = `
  import { canvasIsExact, decodePicture, passesCanvas, readPictureHeader } from './pictures.js';
  onmessage = async ({ data: { bytes, most }, ports: [answer] }) => {
    try {
      if (!bytes) return answer.postMessage(await canvasIsExact());
      const header = readPictureHeader('p', bytes);
      const canvas = await passesCanvas(header, most);
      const picture = await decodePicture(bytes, header, most);
      answer.postMessage({ header, canvas, ...picture });
    } catch (error) {
      answer.postMessage({ name: error.name, message: error.message });
    }
  };`;

/** What a picture became: row by row, one list of values for each pixel. */
interface Decoded {
  width: number;
  height: number;
  channels: number;
  /** Whether it passed a canvas. */
  canvas: boolean;
  header: { width: number; height: number; orientation: number; grey: boolean };
  pixels: number[][];
}

class Decoder {
  constructor(readonly page: Page) {}

  /** Undefined bytes ask whether the canvas is exact. */
  private async ask(bytes?: Bytes, most?: number): Promise<unknown> {
    const asked = bytes && Buffer.from(bytes).toString('base64');
    return this.page.evaluate(
      async ([base64, limit]) => {
        const own = window as unknown as { decoder?: Worker };
        own.decoder ??= new Worker('/worker.js', { type: 'module' });
        const { port1, port2 } = new MessageChannel();
        const data = base64 && Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        own.decoder.postMessage({ bytes: data, most: limit }, [port2]);
        const answer = await new Promise<MessageEvent>((done) => (port1.onmessage = done));
        const found = answer.data as { data?: Uint8Array };
        if (!found.data) return found;
        const letters: string[] = [];
        for (const byte of found.data) letters.push(String.fromCharCode(byte));
        return { ...found, data: btoa(letters.join('')) };
      },
      [asked, most] as const,
    );
  }

  async decode(bytes: Bytes, most?: number): Promise<Decoded> {
    const found = (await this.ask(bytes, most)) as Decoded & { data: string; message?: string };
    expect(found.message).toBe(undefined);
    const { channels, width, height } = found;
    const data = Array.from(Buffer.from(found.data, 'base64'));
    expect(data.length).toBe(width * height * channels);
    const pixels = Array.from({ length: width * height }, (_, i) =>
      data.slice(i * channels, (i + 1) * channels),
    );
    return { ...found, pixels };
  }

  async refusal(bytes: Bytes): Promise<string> {
    const found = (await this.ask(bytes)) as { name: string; message: string };
    expect(found.name).toBe('BrokenPicture');
    return found.message;
  }

  canvasIsExact = () => this.ask() as Promise<boolean>;

  /** A picture as the browser packs it: blue, and red in a corner of a quarter of its sides. */
  async packed(type: string, width: number, height: number, colour = 'blue'): Promise<Bytes> {
    const base64 = await this.page.evaluate(
      async ([kind, w, h, ground]) => {
        const canvas = new OffscreenCanvas(w, h);
        const context = canvas.getContext('2d')!;
        context.fillStyle = ground;
        context.fillRect(0, 0, w, h);
        context.fillStyle = 'red';
        context.fillRect(0, 0, w / 4, h / 4);
        const blob = await canvas.convertToBlob({ type: kind, quality: 1 });
        const bytes = new Uint8Array(await blob.arrayBuffer());
        return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
      },
      [type, width, height, colour] as const,
    );
    return new Uint8Array(Buffer.from(base64, 'base64'));
  }
}

const test = base.extend<{ decoder: Decoder; script: string }>({
  script: [
    async ({}, use) => {
      const built = (await build({
        configFile: false,
        logLevel: 'warn',
        build: { write: false, lib: { entry: source, formats: ['es'], fileName: 'pictures' } },
      })) as Rolldown.RolldownOutput[];
      await use(built[0]!.output[0].code);
    },
    { scope: 'file' },
  ],
  decoder: async ({ browser, script }, use) => {
    const files: Record<string, string> = { '/worker.js': worker, '/pictures.js': script };
    const host = await listen(({ url }, response) => {
      const file = files[url ?? ''];
      response.setHeader('content-type', file ? 'text/javascript' : 'text/html');
      response.end(file ?? '<!doctype html><title>Pictures</title>');
    });
    const page = await browser.newPage();
    await page.goto(host.url);
    await use(new Decoder(page));
    await page.close();
    await host.close();
  },
});

/** Where the red corner is: the mean of red in the four corners, from the upper left clockwise. */
function redCorner({ width, height, pixels }: Decoded): number {
  const at = (x: number, y: number) => pixels[y * width + x]!;
  const [right, below] = [width - 3, height - 3];
  const corners = [at(2, 2), at(right, 2), at(right, below), at(2, below)];
  const red = corners.map(([r, , b]) => r! > 200 && b! < 60);
  expect(red.filter(Boolean).length).toBe(1);
  return red.indexOf(true);
}

/** A JPEG with EXIF behind its first marker. */
const turned = (bytes: Bytes, orientation: number): Bytes => {
  const data = [...latin('Exif\0\0'), ...exif(orientation)];
  return concat(bytes.subarray(0, 2), [0xff, 0xe1, 0, data.length + 2, ...data], bytes.subarray(2));
};

test('the canvas of this browser gives back what was drawn', async ({ decoder }) => {
  expect(await decoder.canvasIsExact()).toBe(true);
});

test('JPEG stands upright, whatever stands behind it', async ({ decoder }) => {
  const plain = await decoder.packed('image/jpeg', 64, 40);
  const shown = await decoder.decode(plain);
  expect(shown).toMatchObject({ width: 64, height: 40, channels: 3 });
  const corners = [0, 0, 1, 2, 3, 0, 1, 2, 3];
  for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
    const found = await decoder.decode(turned(plain, orientation));
    expect(found.header.orientation).toBe(orientation);
    expect(found.canvas).toBe(true);
    expect([found.width, found.height]).toEqual(orientation < 5 ? [64, 40] : [40, 64]);
    expect(redCorner(found)).toBe(corners[orientation]);
  }
  for (const bytes of [plain.slice(0, -2), concat(plain, new Uint8Array(99), plain, text(99))]) {
    expect((await decoder.decode(bytes)).pixels).toEqual(shown.pixels);
  }
  const grey = await decoder.decode(jpeg(20, 12));
  expect(grey).toMatchObject({ channels: 1, canvas: false, header: { grey: true } });
  expect(grey.pixels).toEqual(new Array(240).fill([128]));
});

test('what is large is reduced in its proportions, and then turned', async ({ decoder }) => {
  const large = await decoder.packed('image/jpeg', 1500, 1000);
  const found = await decoder.decode(large);
  expect([found.width, found.height, redCorner(found)]).toEqual([1024, 683, 0]);
  const aside = await decoder.decode(turned(large, 6), 300);
  expect([aside.width, aside.height, redCorner(aside)]).toEqual([200, 300, 1]);
});

test('WebP, GIF and BMP are exact', async ({ decoder }) => {
  const lossless = await decoder.decode(await decoder.packed('image/webp', 64, 40));
  expect(lossless).toMatchObject({ width: 64, height: 40, channels: 3, canvas: false });
  expect([lossless.pixels[0], lossless.pixels.at(-1)]).toEqual([
    [255, 0, 0],
    [0, 0, 255],
  ]);
  const clear = await decoder.decode(await decoder.packed('image/webp', 64, 40, 'transparent'));
  expect([clear.channels, clear.pixels[0], clear.pixels.at(-1)![3]]).toEqual([
    4,
    [255, 0, 0, 255],
    0,
  ]);

  const colours = [
    [200, 100, 7],
    [1, 2, 3],
  ];
  const first = { later: [...colours].reverse() };
  for (const bytes of [gif(9, 5, colours), gif(9, 5, colours, first)]) {
    expect(await decoder.decode(bytes)).toMatchObject({ width: 9, height: 5, channels: 3 });
    expect((await decoder.decode(bytes)).pixels).toEqual(new Array(45).fill([200, 100, 7]));
  }
  const part = await decoder.decode(gif(9, 5, colours, { frame: [4, 4] }));
  expect([part.channels, part.pixels[0], part.pixels[8]![3]]).toEqual([4, [200, 100, 7, 255], 0]);
  expect((await decoder.decode(gif(9, 5))).channels).toBe(1);

  const value = (x: number, y: number): [number, number, number] => [x * 9, y * 11, x * y];
  const expected = Array.from({ length: 7 * 5 }, (_, i) => value(i % 7, Math.floor(i / 7)));
  for (const topDown of [false, true]) {
    expect((await decoder.decode(bmp(7, 5, value, topDown))).pixels).toEqual(expected);
  }
});

test('PNG is as the browser shows it, turned too', async ({ decoder }) => {
  for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
    const bytes = png(
      { width: 7, height: 5, depth: 8, colour: 2, chunks: [['eXIf', exif(orientation)]] },
      (x, y, c) => x * 30 + y * 5 + c * 9,
    );
    const shown = await decoder.page.evaluate(async (base64) => {
      const data = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([data], { type: 'image/png' }));
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
      context.drawImage(bitmap, 0, 0);
      const { width, data: all } = context.getImageData(0, 0, bitmap.width, bitmap.height);
      return { width, values: Array.from(all).filter((_, i) => i % 4 < 3) };
    }, Buffer.from(bytes).toString('base64'));
    const { width, pixels } = await decoder.decode(bytes);
    expect({ width, values: pixels.flat() }).toEqual(shown);
  }
});

test('AVIF is read, and turned as it says', async ({ decoder }) => {
  const frame = await decoder.page.evaluate(async () => {
    const canvas = new OffscreenCanvas(64, 48);
    const context = canvas.getContext('2d')!;
    context.fillStyle = 'rgb(0, 0, 255)';
    context.fillRect(0, 0, 64, 48);
    context.fillStyle = 'rgb(255, 0, 0)';
    context.fillRect(0, 0, 16, 12);
    const chunks: number[][] = [];
    const encoder = new VideoEncoder({
      output: (chunk) => {
        const bytes = new Uint8Array(chunk.byteLength);
        chunk.copyTo(bytes);
        chunks.push(Array.from(bytes));
      },
      error: (error) => {
        throw error;
      },
    });
    encoder.configure({ codec: 'av01.0.00M.08', width: 64, height: 48, bitrate: 4e6 });
    encoder.encode(new VideoFrame(canvas, { timestamp: 0 }), { keyFrame: true });
    await encoder.flush();
    return chunks[0]!;
  });
  // A mark of time (two bytes), then what describes the sequence, which AVIF wants told beside.
  const sequence = frame.slice(2, 2 + 2 + frame[3]!);
  expect(sequence[0]).toBe(0x0a);
  const codec = box('av1C', [0x81, 0x00, 0x0c, 0x00], sequence);
  const data = frame.slice(2);
  const found = await decoder.decode(heif(64, 48, { codec, data }));
  expect([found.width, found.height, redCorner(found)]).toEqual([64, 48, 0]);
  const aside = await decoder.decode(heif(64, 48, { codec, data, turned: 1 }));
  expect([aside.width, aside.height, redCorner(aside)]).toEqual([48, 64, 3]);
});

test('what cannot be shown says so', async ({ decoder }) => {
  expect(await decoder.refusal(heif(64, 48, { brand: 'heic' }))).toMatch(
    /^The picture is HEIC, which this browser does not show: export it as JPEG/,
  );
  expect(await decoder.refusal(heif(64, 48))).toMatch(/^The picture is AVIF and cannot be shown/);
  for (const bytes of [webp.lossy(64, 48), webp.extended(9, 9, 0)]) {
    expect(await decoder.refusal(bytes)).toBe('The picture is damaged and cannot be shown.');
  }
  const cut = (await decoder.packed('image/jpeg', 64, 40)).slice(0, -30);
  expect(await decoder.refusal(cut)).toBe('p is cut short: its end is missing.');
});
