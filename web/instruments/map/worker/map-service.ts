import type { MapApi } from '../commands';
import type { RunHost, Session } from '../../../worker/host/run-host';
import { RunMap } from './feature-map';

/** Pictures that the page may ask for at once. */
const mostPixels = 64;

export function mapService(host: RunHost): MapApi {
  let present: { session: Session; map: RunMap } | undefined;
  const of = (run: number): RunMap => {
    const session = host.of(run);
    if (present?.session !== session) {
      present?.map.dispose();
      present = { session, map: new RunMap(session) };
    }
    return present.map;
  };
  host.onRun(() => {
    present?.map.dispose();
    present = undefined;
  });
  return {
    featureMap: async (run) => of(run).make(),
    unfoldMap: async (run, milliseconds, anew) => of(run).unfold(milliseconds, anew),
    placeDrawing: async (run) => of(run).placeDrawing(),
    testPixels: async (run, indices) => {
      const { data } = host.of(run);
      return indices.slice(0, mostPixels).map((index) => data.pixels('test', index, 1));
    },
  };
}
