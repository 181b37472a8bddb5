import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';

export interface Got {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** A request with the path as it stands: `fetch` would tidy it up. */
export function get(
  url: string,
  path: string,
  options: { method?: string; headers?: object } = {},
) {
  const { hostname, port } = new URL(url);
  return new Promise<Got>((done, fail) => {
    const { method = 'GET', headers = {} } = options;
    const asked = httpRequest(
      { hostname, port, path, method, headers: { ...headers } },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('error', fail);
        answer.on('end', () => {
          const { statusCode: status = 0, headers: got } = answer;
          done({ status, headers: got, body: Buffer.concat(parts) });
        });
      },
    );
    asked.on('error', fail);
    asked.end();
  });
}
