import { isKept } from '../../protocol/data-sets';
import type { ListedRun, ModelFileRemarks } from '../../protocol/keep';
import type { DataSource } from '../data/source.svelte';
import { sentence } from '../data/data-words';
import type { ShownRun } from '../run/shown-run.svelte';
import { saveFile } from '../ui/saveFile';
import * as format from '../words/format';
import type { Keeping } from './keeping.svelte';
import { refuse, runForModel, type ModelRun } from './model-run';

/** What a visitor does with kept runs and model files. One thing at a time. */
export class KeptRuns {
  /** What was done, for a moment. */
  done = $state<string | undefined>();
  busy = $state(false);

  constructor(
    private readonly session: ShownRun,
    private readonly data: DataSource,
    private readonly keeping: Keeping,
  ) {}

  async openRun(run: ListedRun): Promise<void> {
    await this.act(async () => {
      if (await this.keeping.resume(run)) this.keeping.open = false;
    });
  }

  async copy(name: string): Promise<void> {
    await this.act(async () => {
      const copy = await this.keeping.api.copyRun(this.session.run, name);
      this.done = `Kept: ${copy.name || copy.network}, step ${format.count(copy.step)}.`;
    });
  }

  async rename(id: string, name: string): Promise<void> {
    await this.act(() => this.keeping.api.renameRun(id, name));
  }

  async remove(id: string): Promise<void> {
    await this.act(() => this.keeping.api.removeRun(id));
  }

  /** Hands the weights of the present run, or of a copy, to the browser as a file. */
  async download(id?: string): Promise<void> {
    await this.act(async () => {
      const of = id === undefined ? { run: this.session.run } : { id };
      const { name, bytes } = await this.keeping.api.modelFile(of);
      saveFile(name, bytes, 'application/octet-stream');
    });
  }

  /**
   * Weights from a file, into the network and on the data set that the file names; into the present
   * run's network where it names none. Where something is wrong, all stays as it was.
   */
  async openModel(file: File): Promise<void> {
    await this.act(async () => {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const remarks = await this.keeping.api.checkModelFile(bytes).catch(refuse('broken'));
      const wanted = await this.runFor(remarks);
      if (!wanted)
        await this.keeping.api.openModelFile(this.session.run, bytes).catch(refuse('chosen'));
      else if ('problem' in wanted) throw new Error(wanted.problem);
      else {
        let problem: unknown;
        const failed = (error: unknown): void => void (problem = error);
        const built = await this.session.build(wanted.experiment, undefined, bytes, failed);
        if (problem !== undefined) refuse('named')(problem);
        if (!built) return; // gave way to what was chosen meanwhile
      }
      const note = wanted?.note;
      this.keeping.opened = { run: this.session.run, from: file.name, ...(note ? { note } : {}) };
      this.session.alert = undefined;
      this.session.showLastTest();
      this.keeping.open = false;
    });
  }

  /** Undefined where the present run is the one to put the weights into. */
  private async runFor({
    network,
    experiment: linked,
    reads,
  }: ModelFileRemarks): Promise<ModelRun | undefined> {
    if (!linked) return undefined;
    if (network !== undefined && network !== linked.network) {
      return { problem: `The network that the file names is not known here: ${network}.` };
    }
    const { kept } = this.data.listing;
    const here =
      linked.data === 'mnist'
        ? await this.data.fetchMnist()
        : !isKept(linked.data) || kept.some(({ id, lacks }) => id === linked.data && !lacks);
    return runForModel(linked, here, reads, this.session.setUp);
  }

  private async act(work: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.done = undefined;
    this.keeping.problem = undefined;
    try {
      await work();
    } catch (error) {
      this.keeping.problem = sentence(error);
    } finally {
      this.busy = false;
    }
    await this.keeping.refresh().catch(() => undefined);
  }
}
