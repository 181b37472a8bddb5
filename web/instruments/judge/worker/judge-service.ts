import type { JudgeApi } from '../protocol';
import { late } from '../../../protocol/late';
import type { RunHost } from '../../../worker/host/run-host';
import type { Session } from '../../../worker/run/session';
import { HealthWatch } from './health-watch';
import type { Judging } from './judging';

interface Instruments {
  /** From the first question about the test set. */
  judging?: Judging;
  watch: HealthWatch;
}

const judgings = late(() => import('./judging'));

export function judgeService(host: RunHost): JudgeApi {
  /** Of the present run; those of runs before go with their sessions. */
  const made = new WeakMap<Session, Instruments>();
  const of = (session: Session): Instruments => {
    let own = made.get(session);
    if (!own) {
      own = { watch: new HealthWatch(session) };
      made.set(session, own);
    }
    return own;
  };
  const judgingOf = async (run: number): Promise<Judging> => {
    const { Judging } = await judgings();
    const session = host.of(run);
    return (of(session).judging ??= new Judging(session));
  };
  host.onRun((session) => void of(session));
  return {
    judge: async (run) => (await judgingOf(run)).judge(),
    judgedPictures: async (request) => (await judgingOf(request.run)).pictures(request),
    health: async (run) => of(host.of(run)).watch.health(),
    healthRecord: async (run, version, after) => of(host.of(run)).watch.histograms(version, after),
  };
}
