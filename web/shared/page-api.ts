import type { EditApi } from './edit';
import type { ExplainApi } from './explain';
import type { JudgeApi } from './judge';
import type { KeepApi } from './keep';
import type { LessonApi } from './lessons';
import type { LooksApi } from './looks';
import type { MapApi } from './map';
import type { SlideApi } from './slide';
import type { WorkerApi } from './messages';

/** What looks into a run and changes its network, each part in a file of its own. */
export interface InstrumentApi
  extends EditApi, ExplainApi, JudgeApi, KeepApi, LessonApi, LooksApi, MapApi, SlideApi {}

/** All that the page asks of its worker. */
export interface PageApi extends WorkerApi, InstrumentApi {}
