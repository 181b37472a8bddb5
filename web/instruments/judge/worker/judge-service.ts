import type { JudgeApi } from '../commands';
import type { RunHost, Session } from '../../../worker/host/run-host';
import { healthOf } from './health';
import { Judging } from './judging';
import { watchOf } from './watch';

export function judgeService(host: RunHost): JudgeApi {
  /** From the first question about the test set. */
  const made = new WeakMap<Session, Judging>();
  const judgingOf = (run: number): Judging => {
    const session = host.of(run);
    let own = made.get(session);
    if (!own) made.set(session, (own = new Judging(session)));
    return own;
  };
  return {
    judge: async (run) => judgingOf(run).judge(),
    judgedPictures: async (request) => judgingOf(request.run).pictures(request),
    health: async (run) => {
      const session = host.of(run);
      return healthOf(watchOf(session).seen(), session.network.layers);
    },
    healthRecord: async (run, version, after) => watchOf(host.of(run)).histograms(version, after),
  };
}
