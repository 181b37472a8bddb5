import type { Looked, LoadProgress } from '../../../protocol/data-sets';
import { fetchAhead } from '../../ui/lateViews';
import { filesOf, type Offered } from '../dropped';
import { foundDialog } from '../late';
import { Found, type FoundHost, type Purpose } from './found.svelte';

export interface OpenerHost extends FoundHost {
  /** That files were known, in a sentence. */
  known: string | undefined;
  /** Says what is wrong where the visitor acted. */
  complain(problem: string): void;
}

/** Looks at what visitors bring, and shows what is found. */
export class Opener {
  /** The newest thing that is looked at. */
  private look: object | undefined;

  constructor(private readonly host: OpenerHost) {}

  /** Says whether something was taken or found. */
  open(offered: Offered, purpose?: Purpose): Promise<boolean> {
    return this.lookAt(async (told, end) => {
      const files = await filesOf(offered);
      if (files.length === 0) throw new Error('No file was found in what was opened.');
      return end.aborted ? undefined : this.host.api.lookAtFiles(files, purpose?.into, told);
    }, purpose);
  }

  /** The same with the files of the folder that was given to the local server. */
  openFolder(): Promise<boolean> {
    return this.lookAt((told) => this.host.api.lookAtFolder(told));
  }

  private async lookAt(
    ask: (told: (p: LoadProgress) => void, end: AbortSignal) => Promise<Looked | undefined>,
    purpose?: Purpose,
  ): Promise<boolean> {
    const { host } = this;
    // Buttons are dead meanwhile, so this was dropped: on what is looked at already, or too early.
    if (host.busy && !this.look) {
      this.complain(
        'Something else is being loaded: wait, or cancel that first, then drop it again.',
      );
      return false;
    }
    if (host.busy) host.cancel();
    fetchAhead(foundDialog);
    const opener = host.found?.opener ?? globalThis.document?.activeElement ?? null;
    const look = (this.look = {});
    const found = await host.get(async (told, end) => {
      const looked = await ask(told, end);
      if (looked?.kind !== 'found') return looked;
      // It came to its end although it was given up: then the worker has these files, whoever waits.
      if (end.aborted && !host.found) await host.api.forgetFiles();
      else host.found = new Found(host, looked.findings, purpose, opener);
      return looked;
    });
    if (this.look === look) this.look = undefined;
    if (found?.kind === 'taken') {
      host.found = undefined;
      const { title, note } = found.info;
      if (note === undefined) host.known = `“${title}” was recognised, and is taken as it is.`;
      await (purpose ?? host).arrived(found.info);
    } else if (!found && host.problem !== undefined) {
      this.complain(host.problem);
    }
    return found !== undefined;
  }

  private complain(problem: string): void {
    const { host } = this;
    host.problem = undefined;
    if (host.found) host.found.problem = problem;
    else host.complain(problem);
  }
}
