import { grouped } from '../../../protocol/numbers';
import type { PickedFile } from '../../../protocol/data-sets';
import type { OpeningChecks } from './checks';
import { contentOf, type Content } from './kinds';
import type { LazyFile } from './opened-file';
import { type OpenedFile, Refused } from './opened-file';
import { folderOf, isLitter, shortened, tidied, withoutPacking } from './paths';
import { windowed } from './source';
import { asBlob } from './spill';
import { PickedBlob } from './in-place';
import { tarFiles } from './tar';
import { withoutTwins } from './twins';
import { zipFiles } from './zip';

export interface Opened {
  files: OpenedFile[];
  /** Files that systems put beside people's own: passed over. */
  litter: number;
  /** Sentences worth telling: what was left out, or taken once. */
  notes: string[];
}

/** For tests: what is read at most. */
export interface OpeningLimits {
  files?: number;
}

const mostFiles = 300_000;
/** An archive in an archive in an archive. */
const mostLevels = 3;

/**
 * Opens what was picked: ZIP (and .npz, which is a ZIP), gzip, tar and archives within archives; all
 * else is a file as it is. Nothing but directories is read where files can be found by their place.
 * An archive that cannot be read is left out with a note, and refused where nothing else is there.
 */
export async function open(
  picked: readonly PickedFile[],
  checks: OpeningChecks,
  { files: most = mostFiles }: OpeningLimits = {},
): Promise<Opened> {
  const opening = new Opening(checks, most);
  await opening.take(
    picked.map(({ path, file }) => new PickedBlob(tidied(path), file)),
    1,
  );
  const { files, litter, notes, faults } = opening;
  if (files.length === 0 && faults.length > 0) throw faults[0]!;
  notes.push(...faults.map(({ message }) => `${message} It was left out.`));
  return { files: await withoutTwins(files, () => checks.step(), notes), litter, notes };
}

class Opening {
  readonly files: LazyFile[] = [];
  readonly notes: string[] = [];
  readonly faults: Refused[] = [];
  litter = 0;
  private seen = 0;

  constructor(
    private readonly checks: OpeningChecks,
    private readonly most: number,
  ) {}

  /** Takes files that lie beside each other, and what is in them. */
  async take(found: readonly LazyFile[], level: number): Promise<void> {
    const archives: Content[] = [];
    for (const file of found) {
      if (isLitter(file.path)) {
        this.litter += 1;
        continue;
      }
      if (level === 1) this.count('What was picked');
      await this.checks.step();
      const content = await contentOf(file).catch((error: unknown) => this.leaveOut(error));
      if (content?.archive) archives.push(content);
      else if (content) this.files.push(content.file);
    }
    for (const archive of archives) {
      const unpacked = this.unpack(archive, archives.length > 1, level);
      await unpacked.catch((error: unknown) => this.leaveOut(error));
    }
  }

  /** @param named whether the archive's name is a folder of the files' paths */
  private async unpack({ file, archive }: Content, named: boolean, level: number): Promise<void> {
    const path = shortened(file.path);
    if (level > mostLevels) {
      throw new Refused(`${path} is an archive within archives: unpack the outer ones first.`);
    }
    const prefix = named ? `${withoutPacking(file.path)}/` : folderOf(file.path);
    const source = windowed(path, await asBlob(file, this.checks));
    const inside: LazyFile[] = [];
    const members = archive === 'zip' ? zipFiles : tarFiles;
    for await (const member of members(path, source, prefix)) {
      inside.push(member);
      this.count(path);
      await this.checks.step();
    }
    await this.take(inside, level + 1);
  }

  private count(where: string): void {
    this.seen += 1;
    if (this.seen <= this.most) return;
    throw new Refused(`${where} holds more than ${grouped(this.most)} files, which are the most.`);
  }

  private leaveOut(error: unknown): undefined {
    if (!(error instanceof Refused)) throw error;
    this.faults.push(error);
  }
}
