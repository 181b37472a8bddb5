import type { WeightMatch } from 'receptive';
import { isKept } from '../../protocol/data-sets';
import type { ListedRun, ModelFileRemarks } from '../../protocol/keep';
import type { DataSource } from '../data/source.svelte';
import { sentence } from '../data/data-words';
import type { ShownRun } from '../run/shown-run.svelte';
import { saveFile } from '../ui/saveFile';
import * as format from '../words/format';
import type { Keeping } from './keeping.svelte';
import { matchNote, refuse, runForModel, type ModelRun } from './model-run';

/** What a visitor does with kept runs and model files. One thing at a time. */
export class KeptRuns {
  /** What was done, for a moment. */
  done = $state<string | undefined>();
  busy = $state(false);
  /** Weights under another program's names, which wait until the visitor has seen where they go. */
  asked = $state.raw<
    { from: string; match: WeightMatch; answer: (agrees: boolean) => void } | undefined
  >();

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
   * A run that begins with the weights of a file, of the network and on the data set that the file
   * names; of the present run's where it names none. Where something is wrong, all stays as it was.
   */
  async openModel(file: File): Promise<void> {
    await this.act(async () => {
      const { api } = this.keeping;
      const bytes = new Uint8Array(await file.arrayBuffer());
      const remarks = await api.checkModelFile(bytes).catch(refuse('broken'));
      const wanted = await this.runFor(remarks);
      if (wanted && 'problem' in wanted) throw new Error(wanted.problem);
      const experiment = wanted?.experiment ?? this.session.experiment!;
      const match =
        remarks.match ??
        (await api.matchModelFile(this.session.run, bytes).catch(refuse('chosen')));
      if (!match.ownNames && !(await this.confirmed(file.name, match))) return;
      let problem: unknown;
      const failed = (error: unknown): void => void (problem = error);
      const built = await this.session.build(experiment, undefined, bytes, failed);
      if (problem !== undefined) refuse(wanted ? 'named' : 'chosen')(problem);
      if (!built) return; // gave way to what was chosen meanwhile
      const note = [wanted?.note, matchNote(match)].filter(Boolean).join(' ');
      this.keeping.opened = { run: this.session.run, from: file.name, ...(note ? { note } : {}) };
      this.session.alert = undefined;
      this.session.showLastTest();
      this.keeping.open = false;
    });
  }

  /** Shows where weights of another program would go; whether the visitor agrees. */
  private async confirmed(from: string, match: WeightMatch): Promise<boolean> {
    try {
      return await new Promise((answer) => (this.asked = { from, match, answer }));
    } finally {
      this.asked = undefined;
    }
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
