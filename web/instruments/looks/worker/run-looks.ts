import type { Model } from 'receptive';
import type { RunHost, Look } from '../../../worker/host/run-host';
import type { Climb } from './maximise';
import type { TopSearch } from './top-nine';

/** What looking keeps of one run. */
export interface RunLooks {
  searches: Map<'test' | 'train', TopSearch>;
  climb?: Climb;
  climbs: number;
}

/** What looking keeps of the present run; it goes with the run. */
export class LooksMemory {
  private readonly runs = new WeakMap<Look, RunLooks>();

  constructor(private readonly host: RunHost) {}

  of(run: number): { look: Look; kept: RunLooks } {
    const look = this.host.look(run);
    let kept = this.runs.get(look);
    if (!kept) {
      kept = { searches: new Map(), climbs: 0 };
      this.runs.set(look, kept);
    }
    return { look, kept };
  }
}

/** Lets only the newest of several questions of a kind go on. */
export class Newest {
  private last = 0;

  /** Returns whether this question is still the newest. */
  begin(): () => boolean {
    const mine = ++this.last;
    return () => mine === this.last;
  }
}

/** Does something with the network, or with one that starts from other chance. */
export async function withWeights<T>(
  look: Look,
  weights: 'trained' | 'random',
  work: (model: Model) => Promise<T> | T,
): Promise<T> {
  const { model, spec } = look;
  if (weights === 'trained') return await work(model);
  const random = look.engine.model({ ...spec, seed: (spec.seed ?? 0) + 1000, batchSize: 1 });
  try {
    return await work(random);
  } finally {
    random.dispose();
  }
}
