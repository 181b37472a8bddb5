import { Refused } from './opened-file';
import { shortened, tidied } from './paths';
import type { Source } from './source';
import { Stretch } from './in-place';
import { blockBytes, longName, type Overrides, paxRecords, tarHeader } from './tar-header';

/** What describes a file is shorter than this, unless it is no description. */
const mostDescription = 1 << 20;

/**
 * The files of a tar archive, under paths below `prefix`: its headers are read once, from one to the
 * next, so that each file is then a stretch of the archive. By hand, because libraries read archives
 * as streams and do not tell where a file lies. Refuses what is cut short or damaged with a sentence
 * that begins with `name`.
 */
export async function* tarFiles(
  name: string,
  source: Source,
  prefix: string,
): AsyncGenerator<Stretch> {
  const links = new Map<string, Stretch>();
  let said: Overrides = {};
  let files = 0;
  for (let at = 0; at < source.size;) {
    const block = await source.readUint8Array(at, blockBytes);
    // Two blocks of zeros are the end; some programs write one, or none.
    if (block.every((byte) => byte === 0)) break;
    const header = tarHeader(block);
    if (!header) {
      throw new Refused(`${name} is damaged: at byte ${at} no file begins. Get it anew.`);
    }
    const from = at + blockBytes;
    const describes = 'xgLK'.includes(header.type);
    const size = describes ? header.size : (said.size ?? header.size);
    const bodied = !'123456'.includes(header.type);
    at = from + (bodied ? Math.ceil(size / blockBytes) * blockBytes : 0);
    if (bodied && from + size > source.size) {
      throw new Refused(
        `${name} is cut short: not all of ${shortened(tidied(header.name))} is there. Get it anew.`,
      );
    }
    if (describes) {
      if (size > mostDescription) {
        throw new Refused(`${name} is damaged: it says too much of a file in it. Get it anew.`);
      }
      const bytes = await source.readUint8Array(from, size);
      if (header.type === 'x') Object.assign(said, paxRecords(name, bytes));
      if (header.type === 'L') said.name = longName(bytes);
      if (header.type === 'K') said.target = longName(bytes);
      continue;
    }
    const written = said.name ?? header.name;
    const path = tidied(written);
    const target = tidied(said.target ?? header.target);
    const holes = header.type === 'S' || said.holes;
    said = {};
    if (holes) {
      throw new Refused(
        `${name} holds a file with holes (${shortened(path)}), which is not read: unpack the ` +
          'archive and open the folder.',
      );
    }
    const linked = header.type === '1' ? links.get(target) : undefined;
    const file = linked?.as(prefix + path) ?? new Stretch(prefix + path, size, source, from);
    const isFile = linked !== undefined || '07'.includes(header.type);
    // Old archives know a folder by its name.
    if (!isFile || written.endsWith('/')) continue;
    links.set(path, file);
    files += 1;
    yield file;
  }
  if (files === 0) throw new Refused(`${name} is an archive without files.`);
}
