import { describe, expect, it } from 'vitest';
import type { LoadProgress } from '../../../web/protocol/data-sets';
import { download, type Source } from '../../../web/worker/data/download';
import { gz, idx, smallMnist } from './idx-bytes';
import { breakOff, mirror, serving, type Answer } from './mirror-server';

const { files, packed } = smallMnist();
const first = 'train-images-idx3-ubyte.gz';

async function source(answer: Answer): Promise<Source & { asked: string[] }> {
  const { url, host, asked } = await mirror(answer);
  return { label: host, address: (file) => `${url}${file.name}.gz`, asked };
}

/** Downloads from a mirror with this fault; what is thrown. */
async function failureOf(answer: Answer, patienceMilliseconds = 5000): Promise<string> {
  const only = await source(answer);
  const result = await download([only], { files, patienceMilliseconds }).catch(
    (error: unknown) => (error as Error).message,
  );
  if (typeof result !== 'string') throw new Error('it was downloaded');
  return result.replace(only.label, 'MIRROR');
}

describe('download', () => {
  it('fetches and checks the four files and reports progress to the end', async () => {
    const reports: LoadProgress[] = [];
    const good = await source(serving(packed));
    const got = await download([good], { files, progress: (report) => reports.push(report) });
    expect(got.map(({ name }) => name)).toEqual([...packed.keys()]);
    for (const { name, bytes } of got) expect(bytes).toEqual(packed.get(name));
    const received = reports.map((report) => report.receivedBytes);
    expect(received).toEqual([...received].sort((a, b) => a - b));
    const total = files.reduce((sum, file) => sum + file.gzBytes, 0);
    expect(reports.at(-1)).toMatchObject({ receivedBytes: total, totalBytes: total });
    expect(new Set(reports.map((report) => report.phase))).toEqual(
      new Set(['downloading', 'checking']),
    );
  });

  it('accepts files that a host unpacks on the way', async () => {
    const good = await source((_request, response, file) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(packed.get(file));
    });
    const got = await download([good], { files });
    expect(got[0]!.bytes).toEqual(idx([40, 4, 4]));
  });

  it('goes on with the next mirror where one fails, and does not come back to it', async () => {
    const bad = await source((request, response, file) => {
      if (file.startsWith('t10k')) response.writeHead(404).end();
      else serving(packed)(request, response, file);
    });
    const good = await source(serving(packed));
    const got = await download([bad, good], { files });
    expect(got.length).toBe(4);
    expect(bad.asked.length).toBe(3);
    expect(good.asked).toEqual(['t10k-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte.gz']);
  });

  it('says what each mirror did when all fail', async () => {
    const one = await source((_request, response) => void response.writeHead(503).end());
    const two = await source((_request, response) => void response.end('<!doctype html>'));
    await expect(download([one, two], { files })).rejects.toThrow(
      `MNIST could not be downloaded: ${one.label} answered 503 for ${first}; ${two.label} sent a ` +
        `web page instead of ${first}. If a filter of this network blocks mirrors, fetch the four ` +
        'files elsewhere and open them from your disk; else try again later.',
    );
  });

  it('says so when there is no mirror to ask', async () => {
    await expect(download([], { files })).rejects.toThrow('there is no mirror to ask');
  });

  it('names a missing file', async () => {
    expect(await failureOf((_request, response) => void response.writeHead(404).end())).toMatch(
      `MIRROR answered 404 for ${first}`,
    );
  });

  it('refuses a web page in place of a file', async () => {
    const page = '\n<html><body>Please log in to this network</body></html>';
    expect(await failureOf((_request, response) => void response.end(page))).toMatch(
      `MIRROR sent a web page instead of ${first}`,
    );
  });

  it('refuses a file whose checksum differs', async () => {
    const changed = packed.get(first)!.slice();
    changed[20]! ^= 1;
    expect(await failureOf(serving(new Map([[first, changed]])))).toMatch(
      `MIRROR sent another file than MNIST's ${first} (its SHA-256 differs)`,
    );
    expect(await failureOf(serving(new Map([[first, gz(idx([40, 2, 2]))]])))).toMatch('MIRROR');
  });

  it('refuses a file that is cut short', async () => {
    const short = packed.get(first)!.slice(0, 50);
    expect(await failureOf(serving(new Map([[first, short]])))).toMatch(
      `MIRROR sent only 50 of ${packed.get(first)!.length} bytes of ${first}`,
    );
  });

  it('notices a connection that breaks off', async () => {
    const message = await failureOf((_request, response, file) => {
      const bytes = packed.get(file)!;
      response.writeHead(200, { 'Content-Length': bytes.length });
      breakOff(response, bytes.subarray(0, 30));
    });
    expect(message).toMatch(`MIRROR broke off the connection in the middle of ${first}`);
  });

  it('gives up a mirror that does not answer, or stops answering', async () => {
    expect(await failureOf(() => undefined, 100)).toMatch(`MIRROR did not answer in time`);
    const stalls: Answer = (_request, response, file) => {
      response.writeHead(200).write(packed.get(file)!.subarray(0, 30));
    };
    expect(await failureOf(stalls, 100)).toMatch(`MIRROR stopped in the middle of ${first}`);
  });

  it('does not swallow an endless answer', async () => {
    const message = await failureOf((_request, response) => {
      response.writeHead(200);
      const more = () => {
        while (response.write(new Uint8Array(65536)));
        response.once('drain', more);
      };
      more();
    });
    expect(message).toMatch(`MIRROR sent more for ${first} than the file has`);
  });

  it('notices a mirror that cannot be reached', async () => {
    const dead: Source = { label: 'dead', address: () => 'http://127.0.0.1:9/' };
    await expect(download([dead], { files })).rejects.toThrow('dead could not be reached');
  });

  it('can be cancelled', async () => {
    const controller = new AbortController();
    const slow = await source(() => controller.abort());
    await expect(download([slow], { files, signal: controller.signal })).rejects.toThrow(
      'The download was cancelled.',
    );
    await expect(download([slow], { files, signal: controller.signal })).rejects.toThrow(
      'The download was cancelled.',
    );
  });
});
