import type { Ask } from './ask';
import type { KeepApi, KeepStatus } from './keep';
import type { WorkerApi } from './messages';

/** What the worker says by itself, so that nobody has to ask for it now and then. */
export type WorkerEvent =
  /** Every `aliveMilliseconds`, unless it is in the middle of something. */
  | { kind: 'alive' }
  | { kind: 'kept'; run: number; status: KeepStatus }
  /** The browser has not answered for long that something is stored; then: everything is. */
  | { kind: 'storage'; slow: boolean };

export const aliveMilliseconds = 2000;

/** All that the page asks of its worker. */
export interface PageApi extends WorkerApi, KeepApi {
  /** From now on the listener hears what the worker says by itself; there is one. */
  listen(listener: (event: WorkerEvent) => void): Promise<void>;
  /** A command of an instrument, which its own folder declares: `instrumentApi` makes functions of them. */
  ask: Ask;
}
