import type { JudgeApi, JudgedRequest } from '../commands';
import type { JudgedPicture } from '../protocol';
import type { LookedAt } from '../../host';

/** A list of judged pictures that is fetched piece by piece. */
export class JudgedList {
  pictures = $state.raw<JudgedPicture[]>([]);
  total = $state(0);
  /** Step of the weights that answered. */
  step = $state(-1);
  private asked = 0;

  constructor(
    private readonly api: JudgeApi,
    private readonly session: LookedAt,
    private readonly piece = 12,
  ) {}

  /**
   * Fetches from the beginning, at least as many as are shown for the same wish.
   *
   * @param run Whose judgement is shown: a run that has just begun has none to ask for.
   */
  async show(run: number, cell: JudgedRequest['cell'], keep = false): Promise<void> {
    if (!keep) this.pictures = [];
    const count = keep ? Math.max(this.piece, this.pictures.length) : this.piece;
    await this.fetch(run, cell, 0, count);
  }

  async more(run: number, cell: JudgedRequest['cell']): Promise<void> {
    await this.fetch(run, cell, this.pictures.length, this.piece * 2);
  }

  private async fetch(
    run: number,
    cell: JudgedRequest['cell'],
    first: number,
    count: number,
  ): Promise<void> {
    const asked = ++this.asked;
    try {
      const found = await this.api.judgedPictures({ run, first, count, ...(cell ? { cell } : {}) });
      if (asked !== this.asked || found.run !== this.session.run) return;
      // The rest of a list that another measurement has replaced does not fit to its beginning.
      const goesOn = first > 0 && found.step === this.step;
      this.pictures = goesOn ? [...this.pictures, ...found.pictures] : found.pictures;
      this.total = found.total;
      this.step = found.step;
      if (first > 0 && !goesOn) await this.fetch(run, cell, 0, first + count);
    } catch (error) {
      if (!this.session.isOver(run)) this.session.report(error);
    }
  }
}
