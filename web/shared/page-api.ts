import type { EditApi } from './edit';
import type { ExplainApi } from './explain';
import type { JudgeApi } from './judge';
import type { KeepApi, KeepStatus } from './keep';
import type { LessonApi } from './lessons';
import type { LooksApi } from './looks';
import type { MapApi } from './map';
import type { SlideApi } from './slide';
import type { WorkerApi } from './messages';

/** What looks into a run and changes its network, each part in a file of its own. */
export interface InstrumentApi
  extends EditApi, ExplainApi, JudgeApi, KeepApi, LessonApi, LooksApi, MapApi, SlideApi {}

/** What the worker says by itself, so that nobody has to ask for it now and then. */
export type WorkerEvent =
  /** Every `aliveMilliseconds`, unless it is in the middle of something. */
  { kind: 'alive' } | { kind: 'kept'; run: number; status: KeepStatus };

export const aliveMilliseconds = 2000;

/** All that the page asks of its worker. */
export interface PageApi extends WorkerApi, InstrumentApi {
  /** From now on the listener hears what the worker says by itself; there is one. */
  listen(listener: (event: WorkerEvent) => void): Promise<void>;
}
