import type { WorkerApi } from '../../protocol/messages';
import { toBytes } from '../drawing/paint/stagePictures';
import type { ShownRun } from '../run/shown-run.svelte';

/** The shown picture as training changes it, in several ways. */
export class Augmented {
  /** Channel-major bytes, 0 paper to 255 ink. */
  pictures = $state.raw<readonly Uint8Array[]>([]);

  constructor(
    private readonly api: Pick<WorkerApi, 'augmented'>,
    private readonly session: ShownRun,
  ) {}

  async show(count: number): Promise<void> {
    const { run, picture, setUp } = this.session;
    if (!setUp) return;
    try {
      const changed = await this.api.augmented(run, picture, count);
      if (run !== this.session.run) return;
      this.pictures = changed.map((values) => toBytes(values, setUp.data.range));
    } catch (error) {
      if (!this.session.isOver(run)) this.session.report(error);
    }
  }
}
