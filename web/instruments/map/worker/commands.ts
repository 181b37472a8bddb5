import { late, lateCalls } from '../../../protocol/late';
import type { RunHost } from '../../../worker/host/run-host';
import type { MapApi } from '../protocol';

/** Fetched with the first question. */
export const mapCommands = (host: RunHost): MapApi =>
  lateCalls<MapApi>(
    {
      featureMap: true,
      unfoldMap: true,
      placeDrawing: true,
      testPixels: true,
    },
    late(async () => (await import('./map-service')).mapService(host)),
  );
