import type { JudgeApi } from '../../shared/judge';
import type { RunHost } from '../run-host';
import type { Session } from '../session';
import { HealthWatch } from './health-watch';
import { Judging } from './judging';

interface Instruments {
  judging: Judging;
  watch: HealthWatch;
}

export function judgeService(host: RunHost): JudgeApi {
  /** Of the present run; those of runs before go with their sessions. */
  const made = new WeakMap<Session, Instruments>();
  const of = (session: Session): Instruments => {
    let own = made.get(session);
    if (!own) {
      own = { judging: new Judging(session), watch: new HealthWatch(session) };
      made.set(session, own);
    }
    return own;
  };
  host.onRun((session) => void of(session));
  return {
    judge: async (run) => of(host.of(run)).judging.judge(),
    judgedPictures: async (request) => of(host.of(request.run)).judging.pictures(request),
    health: async (run) => of(host.of(run)).watch.health(),
    healthRecord: async (run, version, after) => of(host.of(run)).watch.histograms(version, after),
  };
}
