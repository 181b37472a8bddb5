import { late, lateCalls } from '../../../protocol/late';
import type { RunHost } from '../../../worker/host/run-host';
import type { LessonApi } from '../protocol';

/** Fetched with the first question. */
export const toursCommands = (host: RunHost): LessonApi =>
  lateCalls<LessonApi>(
    {
      lesson: true,
      lessonUnit: true,
    },
    late(async () => (await import('./lessons-service')).lessonsService(host)),
  );
