import { late, lateCalls } from '../../../protocol/late';
import type { RunHost } from '../../../worker/host/run-host';
import type { SlideApi } from '../protocol';

/** Fetched with the first question. */
export const slideCommands = (host: RunHost): SlideApi =>
  lateCalls<SlideApi>(
    {
      slide: true,
      timeSlide: true,
      shiftPicture: true,
      measureShifts: true,
      trainShrinks: true,
    },
    late(async () => (await import('./slide-service')).slideService(host)),
  );
