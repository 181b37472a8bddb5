import * as v from 'valibot';
import { takes, type Api } from '../../protocol/door';
import { index, run } from '../../protocol/given';
import type { DrawingPlace, FeatureMap, Unfolding } from './protocol';

/** Of work, at most. */
const milliseconds = v.number();
/** From its beginning. */
const anew = v.boolean();

export const commands = {
  /** Reads the features of test pictures with the network as it is now, and finds their axes. */
  featureMap: takes(run).gives<FeatureMap>(),
  /** Goes on with t-SNE of the last map. */
  unfoldMap: takes(run, milliseconds, anew).gives<Unfolding>(),
  /** Undefined while nothing is drawn, or there is no map. */
  placeDrawing: takes(run).gives<DrawingPlace | undefined>(),
  /** Channel-major bytes of test pictures, 0 paper to 255 ink. */
  testPixels: takes(run, v.array(index)).gives<Uint8Array[]>(),
};

export type MapApi = Api<typeof commands>;
