import { describe, expect, it } from 'vitest';
import type { LoadProgress } from '../../../web/protocol/data-sets';
import { download, type DownloadOptions, type Source } from '../../../web/worker/data/download';
import { smallMnist } from './idx-bytes';
import { memoryStore } from './memory-store';
import { breakOff, mirror, resuming, serving, type Answer } from './mirror-server';

const { files, packed } = smallMnist();
const [file] = files;
const first = `${file!.name}.gz`;
const whole = packed.get(first)!;
const half = Math.floor(whole.length / 2);

async function source(answer: Answer): Promise<Source & { asked: string[] }> {
  const { url, host, asked } = await mirror(answer);
  return { label: host, address: (one) => `${url}${one.name}.gz`, asked };
}

/** Of the first file only. */
function fetchOne(sources: Source[], more: DownloadOptions = {}) {
  return download(sources, { files: [file!], patienceMilliseconds: 5000, ...more });
}

const changed = (from: number): Map<string, Uint8Array> => {
  const bytes = whole.slice();
  bytes[from]! ^= 1;
  return new Map([[first, bytes]]);
};

describe('a download that was broken off', () => {
  it.each([3, 4, half, whole.length - 1])('goes on from byte %d with the next try', async (end) => {
    const store = memoryStore();
    const answer = resuming(packed, [end]);
    const only = await source(answer);
    await expect(fetchOne([only], { store })).rejects.toThrow(
      `MNIST could not be downloaded: ${only.label} broke off the connection in the middle of ` +
        `${first}. What has arrived is kept for the next try. Try again later`,
    );
    expect(await store.begunBytes([file!.name])).toBe(end);
    const reports: LoadProgress[] = [];
    const [got] = await fetchOne([only], { store, progress: (report) => reports.push(report) });
    expect(got!.bytes).toEqual(whole);
    expect(answer.ranges).toEqual([undefined, `bytes=${end}-`]);
    expect(reports[0]!.receivedBytes).toBe(whole.length);
  });

  it('goes on with the next mirror in the middle of the file, and keeps what is whole', async () => {
    const store = memoryStore();
    const next = resuming(packed);
    const mirrors = [await source(resuming(packed, [half])), await source(next)];
    const got = await download(mirrors, { files, store });
    expect(got.map(({ bytes }) => bytes)).toEqual([...packed.values()]);
    expect(next.ranges).toEqual([`bytes=${half}-`, undefined, undefined, undefined]);

    // All four are there: whoever comes back before they are put away asks for nothing.
    expect((await download([], { files, store })).length).toBe(4);
  });

  it('begins anew where the mirror sends all of the file', async () => {
    const store = memoryStore();
    await expect(fetchOne([await source(resuming(packed, [half]))], { store })).rejects.toThrow();
    const [got] = await fetchOne([await source(serving(packed))], { store });
    expect(got!.bytes).toEqual(whole);
    expect(await store.begunBytes([file!.name])).toBe(whole.length);
  });

  it('takes of damaged pieces what lies before the damage', async () => {
    const store = memoryStore();
    const pieces = [whole.slice(0, half), null, whole.slice(half + 5)];
    store.begun = async () => pieces as Uint8Array<ArrayBuffer>[];
    const answer = resuming(packed);
    const [got] = await fetchOne([await source(answer)], { store });
    expect(got!.bytes).toEqual(whole);
    expect(answer.ranges).toEqual([`bytes=${half}-`]);
  });

  it('begins anew where the mirror has nothing behind what is here', async () => {
    const store = memoryStore();
    await store.append(file!.name, 0, whole.slice(0, half));
    const asked: (string | undefined)[] = [];
    const strict = await source((request, response) => {
      asked.push(request.headers.range);
      if (request.headers.range) response.writeHead(416).end();
      else response.end(whole);
    });
    const [got] = await fetchOne([strict], { store });
    expect(got!.bytes).toEqual(whole);
    expect(asked).toEqual([`bytes=${half}-`, undefined]);
  });

  it.each([
    ['begins elsewhere', `bytes ${half - 1}-${whole.length - 1}/${whole.length}`],
    ['is of another file', `bytes ${half}-${whole.length}/${whole.length + 1}`],
    ['is none', 'half of it'],
  ])('does not take an answer whose range %s, and keeps what was there', async (_what, range) => {
    const store = memoryStore();
    await store.append(file!.name, 0, whole.slice(0, half));
    const wrong = await source((_request, response) => {
      response.writeHead(206, { 'Content-Range': range }).end(whole.subarray(half));
    });
    await expect(fetchOne([wrong], { store })).rejects.toThrow(
      `${wrong.label} sent another part of ${first} than it was asked for. What has arrived is kept`,
    );
    expect(await store.begunBytes([file!.name])).toBe(half);
  });

  it('does not give up what is there for the page of a network that wants a login', async () => {
    const store = memoryStore();
    await store.append(file!.name, 0, whole.slice(0, half));
    const portal = await source((_request, response) => void response.end('<html>Log in'));
    await expect(fetchOne([portal], { store })).rejects.toThrow(
      `${portal.label} sent a web page instead of ${first}. What has arrived is kept`,
    );
    expect(await store.begunBytes([file!.name])).toBe(half);
  });

  it('fetches all of it once more when the whole has another checksum', async () => {
    const store = memoryStore();
    await store.append(file!.name, 0, changed(5).get(first)!.slice(0, half));
    const answer = resuming(packed);
    const [got] = await fetchOne([await source(answer)], { store });
    expect(got!.bytes).toEqual(whole);
    expect(answer.ranges).toEqual([`bytes=${half}-`, undefined]);

    // Also where what was kept looks whole.
    await store.dropBegun([file!.name]);
    await store.append(file!.name, 0, changed(5).get(first)! as typeof whole);
    expect((await fetchOne([await source(serving(packed))], { store }))[0]!.bytes).toEqual(whole);
  });

  it('gives up a mirror that sends a changed file as a whole as well', async () => {
    const store = memoryStore();
    await store.append(file!.name, 0, whole.slice(0, half));
    const answer = resuming(changed(whole.length - 9));
    const bad = await source(answer);
    await expect(fetchOne([bad], { store })).rejects.toThrow(
      `MNIST could not be downloaded: ${bad.label} sent another file than MNIST's ${first} (its ` +
        'SHA-256 differs). Try again later',
    );
    expect(answer.ranges).toEqual([`bytes=${half}-`, undefined]);
    expect(await store.begunBytes([file!.name])).toBe(0);
  });

  it('keeps what had come when it was cancelled', async () => {
    const store = memoryStore();
    const controller = new AbortController();
    const stalls = await source((_request, response) => {
      response.writeHead(200, { 'Content-Length': whole.length }).write(whole.subarray(0, half));
    });
    const { signal } = controller;
    const progress = () => controller.abort();
    await expect(fetchOne([stalls], { store, signal, progress })).rejects.toThrow('cancelled');
    expect(await store.begunBytes([file!.name])).toBe(half);
    const answer = resuming(packed);
    const [got] = await fetchOne([await source(answer)], { store });
    expect(got!.bytes).toEqual(whole);
    expect(answer.ranges).toEqual([`bytes=${half}-`]);
  });

  it('says what each mirror did when all break off, and has the longest beginning', async () => {
    const store = memoryStore();
    const one = await source(resuming(packed, [10]));
    const two = await source(resuming(packed, [10]));
    const three = await source(resuming(packed, [half]));
    await expect(fetchOne([one, two, three], { store })).rejects.toThrow(
      `MNIST could not be downloaded: ${one.label} broke off the connection in the middle of ` +
        `${first}; ${two.label} broke off the connection before the first byte of ${first}; ` +
        `${three.label} broke off the connection in the middle of ${first}. What has arrived is`,
    );
    expect(await store.begunBytes([file!.name])).toBe(half);
  });

  it('asks a mirror of another origin for all of it if it does not give parts', async () => {
    const store = memoryStore();
    await store.append(file!.name, 0, whole.slice(0, half));
    // As a browser sees one whose answer to the question before the request is no.
    const refusing = await source((request, response) => {
      if (request.headers.range) response.destroy();
      else response.end(whole);
    });
    const [got] = await fetchOne([{ ...refusing, foreign: true }], { store });
    expect(got!.bytes).toEqual(whole);
    expect(refusing.asked.length).toBe(2);
  });

  it('goes on in memory where the browser keeps nothing', async () => {
    const store = memoryStore();
    store.full = true;
    const next = resuming(packed);
    const mirrors = [await source(resuming(packed, [half])), await source(next)];
    expect((await fetchOne(mirrors, { store }))[0]!.bytes).toEqual(whole);
    expect(next.ranges).toEqual([`bytes=${half}-`]);
    expect(store.pieces.size).toBe(0);
  });

  it('does not keep a file that a host unpacks on the way', async () => {
    const store = memoryStore();
    const unpacks = await source((_request, response) => {
      response.writeHead(200);
      breakOff(response, new Uint8Array(40));
    });
    const next = resuming(packed);
    expect((await fetchOne([unpacks, await source(next)], { store }))[0]!.bytes).toEqual(whole);
    expect(next.ranges).toEqual([undefined]);
  });
});
