import type { RequestListener, ServerResponse } from 'node:http';
import { listen, type Host } from './servers';

export interface Mirror extends Host {
  /** Files that were asked for, in order. */
  asked: string[];
}

/** A mirror of MNIST on 127.0.0.1 that answers as the test wants. */
export async function startMirror(
  answer: (file: string, response: ServerResponse) => void | Promise<void>,
): Promise<Mirror> {
  const asked: string[] = [];
  const listener: RequestListener = (request, response) => {
    const file = (request.url ?? '').slice(1);
    asked.push(file);
    void answer(file, response);
  };
  return { ...(await listen(listener)), asked };
}

/** Sends the file if there is one of this name. */
export function sendFrom(files: ReadonlyMap<string, Uint8Array>) {
  return (file: string, response: ServerResponse): void => {
    const bytes = files.get(file);
    if (bytes) response.writeHead(200, { 'Content-Length': bytes.length }).end(bytes);
    else response.writeHead(404).end('Not found');
  };
}
