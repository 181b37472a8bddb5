import type { Experiment } from '../../protocol/experiment';
import { late } from '../../protocol/late';
import { firstShown, saysExperiment, type Hideable, type Shown } from '../../protocol/link';
import type { ShownPlace } from '../../protocol/link-place';
import type { DataSource } from '../data/source.svelte';
import type { Keeping } from '../keep/keeping.svelte';
import type { PageAddress } from '../keep/page-link.svelte';
import type { ShownRun } from '../run/shown-run.svelte';
import type { View } from '../view/view.svelte';
import { instrumentFields, viewIds } from './stages';

/** Few have a link when they come for the first time. */
const reader = late(() => import('../../protocol/read-shown'));

/** What is opened. */
interface Opened {
  session: ShownRun;
  view: View;
  data: DataSource;
  keeping: Keeping;
  address: PageAddress;
}

/** What a link says is shown. */
interface Told {
  shown: Shown;
  hidden: readonly Hideable[];
  problems: readonly string[];
}

/** How the page comes to what it shows first: what its link asks for, or the run that was there before. */
export class Opening {
  busy = $state(true);
  /**
   * What the link asks for, while its data has yet to be fetched: the address keeps it, so that a
   * reload (as for isolation) finds it again.
   */
  awaited = $state.raw<{ experiment: Experiment } | undefined>();

  constructor(private readonly page: Opened) {}

  begin(): void {
    // What fails in it tells so itself.
    void this.page.session.coming(() => this.open()).finally(() => (this.busy = false));
  }

  /** One level out; or in again, to what an address holds. */
  readonly goBack = async (hash: string, level: number): Promise<void> => {
    const { view } = this.page;
    while (view.level > level) view.outwards();
    if (view.level < level) view.goTo((await this.read(hash)).shown.place ?? {});
  };

  /** Says whether there is the run that was asked for. */
  private async open(): Promise<boolean> {
    const { session, address, data } = this.page;
    const { hash } = location;
    // It comes beside the engine.
    const reading = this.read(hash);
    const wanted = await session.load(hash, new URL('.', location.href).href);
    if (!wanted) return false;
    const { shown, hidden, problems } = await reading;
    // Before the run is there: who chooses another tab meanwhile keeps it.
    address.show(shown);
    address.hidden = hidden;
    if (problems.length > 0) {
      session.alert = [...(session.alert ? [session.alert] : []), ...problems].join(' ');
    }
    await data.refresh();
    const restored = await this.restore(saysExperiment(hash) ? wanted : undefined);
    const begun = restored || (await this.build(wanted, shown.place));
    if (shown.picture !== undefined) session.showTest(shown.picture);
    return begun;
  }

  private async read(hash: string): Promise<Told> {
    if (hash.length > 1) {
      try {
        const { decodeShown, unknownFields } = await reader();
        const { problems, ...told } = decodeShown(hash, viewIds, instrumentFields);
        const unknown = unknownFields(hash, Object.keys(instrumentFields));
        return { ...told, problems: [...problems, ...(unknown ? [unknown] : [])] };
      } catch (error) {
        this.page.session.report(error);
      }
    }
    return { shown: firstShown, hidden: [], problems: [] };
  }

  /** Goes on with the run that was there before, if there is one and all that it needs is here. */
  private async restore(linked: Experiment | undefined): Promise<boolean> {
    const { keeping, data } = this.page;
    try {
      const run = await keeping.find(linked);
      if (!run) return false;
      if (run.experiment.data === 'mnist' && !(await data.fetchMnist())) return false;
      return await keeping.restore(run, linked);
    } catch {
      // A browser that keeps nothing has nothing to go on with.
      return false;
    }
  }

  private async build(wanted: Experiment, place: ShownPlace = {}): Promise<boolean> {
    const { session, data, view } = this.page;
    if (wanted.data !== 'mnist') {
      // A link may name a set that only another browser has.
      return (await session.build(wanted)) || session.chooseData('xo');
    }
    // MNIST may have to be fetched first; something alive is there meanwhile.
    this.awaited = { experiment: wanted };
    await session.chooseData('xo');
    if (!(await data.wantMnist(wanted))) return false;
    // Of the network that was there meanwhile nothing is known of it.
    view.goTo(place);
    return true;
  }
}
