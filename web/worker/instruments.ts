import type { EditApi } from '../shared/edit';
import { late, lateCalls } from '../shared/late';
import type { LessonApi } from '../shared/lessons';
import type { LooksApi } from '../shared/looks';
import type { MapApi } from '../shared/map';
import type { InstrumentApi } from '../shared/page-api';
import type { SlideApi } from '../shared/slide';
import { explainService } from './explain/explain-service';
import { judgeService } from './judge/judge-service';
import { keepService, type KeepOptions } from './keep/keep-service';
import type { RunHost } from './run-host';

/**
 * Everything that looks into a run: each part answers for itself. What nobody needs before a tab is
 * opened is fetched with the first question.
 */
export function instruments(host: RunHost, keeping: KeepOptions): InstrumentApi {
  return {
    ...explainService(host),
    ...judgeService(host),
    ...keepService(host, keeping),
    ...lateCalls<EditApi>(
      {
        ...{ filter: true, setFilter: true, kernel: true, randomFilter: true },
        ...{ freeze: true, frozen: true, quickTest: true, setDropout: true },
        ...{ describeDraft: true, tryDrafts: true },
      },
      late(async () => (await import('./edit/edit-service')).editService(host)),
    ),
    ...lateCalls<LessonApi>(
      { lesson: true, lessonUnit: true },
      late(async () => (await import('./lessons/lessons-service')).lessonsService(host)),
    ),
    ...lateCalls<LooksApi>(
      {
        ...{ attribution: true, slowAttribution: true, topNine: true },
        ...{ maximise: true, maximiseOn: true, stopMaximising: true },
      },
      late(async () => (await import('./looks/looks-service')).looksService(host)),
    ),
    ...lateCalls<MapApi>(
      { featureMap: true, unfoldMap: true, placeDrawing: true, testPixels: true },
      late(async () => (await import('./map/map-service')).mapService(host)),
    ),
    ...lateCalls<SlideApi>(
      {
        ...{ slide: true, timeSlide: true, shiftPicture: true },
        ...{ measureShifts: true, trainShrinks: true },
      },
      late(async () => (await import('./slide/slide-service')).slideService(host)),
    ),
  };
}
