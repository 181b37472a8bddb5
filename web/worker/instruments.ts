import type { InstrumentApi } from '../shared/page-api';
import { editService } from './edit/edit-service';
import { explainService } from './explain/explain-service';
import { judgeService } from './judge/judge-service';
import { keepService, type KeepOptions } from './keep/keep-service';
import { lessonsService } from './lessons/lessons-service';
import { looksService } from './looks/looks-service';
import { mapService } from './map/map-service';
import { slideService } from './slide/slide-service';
import type { RunHost } from './run-host';

/** Everything that looks into a run: each part answers for itself. */
export function instruments(host: RunHost, keeping: KeepOptions): InstrumentApi {
  return {
    ...editService(host),
    ...explainService(host),
    ...judgeService(host),
    ...keepService(host, keeping),
    ...lessonsService(host),
    ...looksService(host),
    ...mapService(host),
    ...slideService(host),
  };
}
