import type { Place } from '../../protocol/messages';
import type { Session } from '../run/session';

/**
 * The runs of this worker by number. Each is for a place of the page, where the next one takes over
 * from it; how many there are at once is nobody's business here.
 */
export class Runs {
  private readonly sessions = new Map<number, Session>();
  /** The run that was asked for last at each place, and the one that is there. */
  private readonly newest = new Map<Place, number>();
  private readonly present = new Map<Place, Session>();

  /** A run is to be built. Throws when a newer one was asked for at its place. */
  expect(run: number, place: Place): void {
    const newest = this.newest.get(place) ?? -Infinity;
    if (run <= newest) {
      throw new Error(`Run ${run} comes too late: run ${newest} was set up already.`);
    }
    this.newest.set(place, run);
  }

  /** Throws when a newer one was asked for since. */
  check(run: number, place: Place): void {
    const newest = this.newest.get(place);
    if (run !== newest) throw new Error(`Run ${run} gave way to run ${newest}.`);
  }

  /** Throws when there is no such run, or none any more. */
  of(run: number): Session {
    const session = this.sessions.get(run);
    if (session) return session;
    const known = Math.max(-Infinity, ...this.newest.values());
    throw new Error(run <= known ? `Run ${run} is over.` : `Run ${run} has not been set up.`);
  }

  find(run: number): Session | undefined {
    return this.sessions.get(run);
  }

  at(place: Place): Session | undefined {
    return this.present.get(place);
  }

  get all(): [Place, Session][] {
    return [...this.present];
  }

  /** The run begins; the one that was there before ends. */
  put(session: Session, place: Place): void {
    this.end(place);
    this.present.set(place, session);
    this.sessions.set(session.run, session);
  }

  end(place: Place): void {
    const before = this.present.get(place);
    if (!before) return;
    this.present.delete(place);
    this.sessions.delete(before.run);
    before.dispose();
  }
}
