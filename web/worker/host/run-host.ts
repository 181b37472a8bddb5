import type { Engine } from 'receptive';
import type { DataSet } from '../data/data-set';
import type { Session } from '../run/session';
import type { Look } from './look';

export type { DataSet, Look, Session };

/** What the instruments need of the worker. Each call throws when there is no such run, or none any more. */
export interface RunHost {
  /** What is looked at of a run: the network as it is now. The same object as long as the run lasts. */
  look(run: number): Look;
  /** The run itself, for what changes it or records it. */
  of(run: number): Session;
  /** The present engine. */
  engine(): Promise<Engine>;
  /** Called for each run that begins. Returns the undoing. */
  onRun(listener: (session: Session) => void): () => void;
}
