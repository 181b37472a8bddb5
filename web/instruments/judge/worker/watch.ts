import type { RunHost, Session } from '../../../worker/host/run-host';
import { HealthWatch } from './health-watch';

/** Those of runs before go with their sessions. */
const watches = new WeakMap<Session, HealthWatch>();

/** The one of a run. */
export function watchOf(session: Session): HealthWatch {
  let own = watches.get(session);
  if (!own) watches.set(session, (own = new HealthWatch(session)));
  return own;
}

/** A run's record begins with its first step, whether or not somebody looks. */
export function watch(host: RunHost): void {
  host.onRun((session) => void watchOf(session));
}
