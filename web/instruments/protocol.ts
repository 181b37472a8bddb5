import type { EditApi } from './edit/protocol';
import type { ExplainApi } from './explain/protocol';
import type { JudgeApi } from './judge/protocol';
import type { LooksApi } from './looks/protocol';
import type { MapApi } from './map/protocol';
import type { SlideApi } from './slide/protocol';
import type { LessonApi } from './tours/protocol';

/** What looks into a run and changes its network, each instrument by itself. */
export interface InstrumentApi
  extends EditApi, ExplainApi, JudgeApi, LessonApi, LooksApi, MapApi, SlideApi {}
