import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import list from '../../../web/protocol/mnist-files.json';
import { mnistFolder } from './paths.mjs';

/** Names of MNIST's four files, packed. */
export const mnistNames = list.files.map(({ name }) => `${name}.gz`);

/** Where the page itself downloads from on a static host. */
export const openMirrors = list.mirrors.filter((one) => one.otherOrigins).map(({ url }) => url);

/** The four packed files by name. */
export function readMnist(): Map<string, Buffer> {
  const folder = mnistFolder ?? '';
  return new Map(
    mnistNames.map((name) => {
      try {
        return [name, readFileSync(join(folder, name))] as const;
      } catch {
        return [name, gzipSync(readFileSync(join(folder, name.replace(/\.gz$/, ''))))] as const;
      }
    }),
  );
}
