import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';

export type Answer = (request: IncomingMessage, response: ServerResponse, file: string) => void;

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

/** A mirror on 127.0.0.1, closed when the test ends. */
export async function mirror(
  answer: Answer,
): Promise<{ url: string; host: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const file = (request.url ?? '').slice(1);
    asked.push(file);
    answer(request, response, file);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  closers.push(
    () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  );
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, host: `127.0.0.1:${port}`, asked };
}

/** Answers with the files of the map, and 404 for others. */
export function serving(files: ReadonlyMap<string, Uint8Array>): Answer {
  return (_request, response, file) => {
    const bytes = files.get(file);
    if (!bytes) {
      response.writeHead(404).end('not found');
      return;
    }
    response.writeHead(200, { 'Content-Length': bytes.length }).end(bytes);
  };
}

/** Ends the connection behind these bytes of an answer that was to be longer. */
export function breakOff(response: ServerResponse, bytes: Uint8Array): void {
  response.flushHeaders();
  if (bytes.length > 0) response.write(bytes);
  response.socket!.end();
}

/**
 * As `serving`, and answers with the rest of a file to whoever has its beginning. `breaks` breaks
 * off the first answers at these places of the file.
 */
export function resuming(
  files: ReadonlyMap<string, Uint8Array>,
  breaks: number[] = [],
): Answer & { ranges: (string | undefined)[] } {
  const left = [...breaks];
  const ranges: (string | undefined)[] = [];
  const answer: Answer = (request, response, file) => {
    const { range } = request.headers;
    ranges.push(range);
    const bytes = files.get(file);
    const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
    if (!bytes || from >= bytes.length) {
      response.writeHead(bytes ? 416 : 404).end('not here');
      return;
    }
    response.writeHead(from > 0 ? 206 : 200, {
      'Content-Length': bytes.length - from,
      ...(from > 0 ? { 'Content-Range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` } : {}),
    });
    const end = left.shift();
    if (end === undefined) response.end(bytes.subarray(from));
    else breakOff(response, bytes.subarray(from, end));
  };
  return Object.assign(answer, { ranges });
}
