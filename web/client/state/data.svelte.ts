import type { DataSetId, Experiment } from '../../shared/experiment';
import type {
  DataSetInfo,
  LoadProgress,
  MnistAvailability,
  WorkerApi,
} from '../../shared/messages';
import type { Session } from './session.svelte';

/** MNIST and opened files: what is there, what is on its way, and what went wrong on it. */
export class DataSource {
  /** The panel that says how MNIST can be had. */
  panelOpen = $state(false);
  available = $state.raw<MnistAvailability | undefined>();
  progress = $state.raw<LoadProgress | undefined>();
  /** What failed, where the visitor acted. */
  problem = $state<string | undefined>();
  files = $state.raw<DataSetInfo | undefined>();
  /** Something small that the visitor should know of data that did arrive. */
  note = $state<string | undefined>();
  busy = $state(false);
  private cancelled = false;
  /** What a link asks for, until MNIST is there. */
  private wanted: Experiment | undefined;

  constructor(
    private readonly api: WorkerApi,
    private readonly session: Session,
  ) {}

  /** Shows MNIST if it can be had without asking, else the ways to get it. */
  async wantMnist(wanted?: Experiment): Promise<boolean> {
    this.wanted = wanted;
    this.problem = undefined;
    try {
      this.available = await this.api.mnistAvailability();
    } catch (error) {
      this.problem = sentence(error);
    }
    const at = this.available;
    if (at?.loaded) return this.show('mnist');
    if (at?.folder && (await this.load('folder'))) return true;
    if (at?.kept && (await this.load('kept'))) return true;
    this.panelOpen = true;
    return false;
  }

  async load(source: 'folder' | 'kept' | 'download'): Promise<boolean> {
    return this.take('mnist', () => this.api.loadMnist(source, (p) => (this.progress = p)));
  }

  async open(files: File[]): Promise<boolean> {
    if (files.length === 0) return false;
    return this.take('files', () => this.api.openIdxFiles(files, (p) => (this.progress = p)));
  }

  /** Gives up what is being loaded; what was there stays. */
  cancel(): void {
    this.cancelled = true;
    void this.api.cancelLoading();
  }

  close(): void {
    this.panelOpen = false;
    this.problem = undefined;
  }

  private show(data: DataSetId): Promise<boolean> {
    const { wanted } = this;
    this.wanted = undefined;
    return wanted?.data === data ? this.session.build(wanted) : this.session.chooseData(data);
  }

  private async take(asked: 'mnist' | 'files', get: () => Promise<DataSetInfo>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.cancelled = false;
    this.problem = undefined;
    try {
      const info = await get();
      if (info.id === 'files') this.files = info;
      this.note = info.note;
      this.panelOpen = false;
      return await this.show(info.id);
    } catch (error) {
      // Who gave up knows why nothing came.
      if (this.cancelled) return false;
      // Beside the button if the panel is there to show it, else as the page's message.
      if (this.panelOpen || asked === 'mnist') {
        this.problem = sentence(error);
        this.panelOpen = true;
      } else {
        this.session.report(error);
      }
      return false;
    } finally {
      this.busy = false;
      this.progress = undefined;
    }
  }
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
