import type { Engine } from 'receptive';
import type { DataSet } from '../data/data-set';
import type { Session } from '../run/session';

export type { DataSet, Session };

/** What the instruments need of the worker. */
export interface RunHost {
  /** A run by its number. Throws when there is none, or none any more. */
  of(run: number): Session;
  /** The present engine. */
  engine(): Promise<Engine>;
  /** Called for each run that begins. Returns the undoing. */
  onRun(listener: (session: Session) => void): () => void;
}
