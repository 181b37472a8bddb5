import type { MapApi } from '../commands';
import type { RunHost, Look } from '../../../worker/host/run-host';
import { RunMap } from './feature-map';

/** Pictures that the page may ask for at once. */
const mostPixels = 64;

export function mapService(host: RunHost): MapApi {
  let present: { look: Look; map: RunMap } | undefined;
  const of = (run: number): RunMap => {
    const look = host.look(run);
    if (present?.look !== look) {
      present?.map.dispose();
      present = { look, map: new RunMap(look) };
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
      const { data } = host.look(run);
      return indices.slice(0, mostPixels).map((index) => data.pixels('test', index, 1));
    },
  };
}
