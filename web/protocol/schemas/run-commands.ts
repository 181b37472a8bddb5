import type { Variant } from 'receptive';
import * as v from 'valibot';
import type { Drawing } from '../data-sets';
import type { Guarded } from '../door';
import { mostThreads, variants } from '../engine';
import { checkedFurther, colour, index, picture, run, stroke } from '../given';
import type { FrameRequest, RunApi } from '../messages';
import { experimentSchema, liveChangeSchema } from './experiment';

const text = v.string();
const flag = v.boolean();
const count = index;
const bytes = v.instance(Uint8Array);

const engineChoice = v.object({
  variant: v.picklist(['auto', ...variants] as ['auto', ...Variant[]]),
  threads: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostThreads))),
});

const drawing = checkedFurther<Drawing>(
  // The engine checks the picture's size against the network.
  v.object({
    strokes: v.array(stroke),
    colours: v.exactOptional(v.array(colour)),
    picture: v.exactOptional(v.object({})),
  }),
);

const reading = v.object({ pen: flag, crop: flag, scale: flag, centre: flag, several: flag });

const frameRequest: v.GenericSchema<unknown, FrameRequest> = v.object({
  run,
  picture,
  seen: v.exactOptional(v.object({ training: count, test: count, changes: count })),
  maxMaps: count,
  maxRows: count,
  maxFilters: count,
  maxDepth: count,
  maxUnits: count,
  updates: v.exactOptional(flag),
  layers: v.exactOptional(v.array(text)),
  whole: v.exactOptional(v.array(text)),
  forwardOnly: v.exactOptional(flag),
  sorted: v.exactOptional(count),
  figuresOnly: v.exactOptional(flag),
  tiesOf: v.exactOptional(v.object({ layer: text, map: index })),
});

/** What each command of a run is given. */
export const runCommands: Guarded<RunApi> = {
  load: [
    v.optional(
      v.object({
        site: v.exactOptional(text),
        engine: v.exactOptional(engineChoice),
        link: v.exactOptional(text),
      }),
    ),
  ],
  useEngine: [engineChoice],
  setUp: [run, experimentSchema, v.optional(v.picklist(['a', 'b'])), v.optional(bytes)],
  clear: [v.picklist(['a', 'b'])],
  train: [run, v.optional(v.picklist(['full', 'slow']))],
  pause: [run],
  step: [run],
  advance: [run],
  change: [run, liveChangeSchema],
  frame: [frameRequest],
  draw: [run, drawing, reading],
  measureReading: [run, reading],
  pretrained: [run],
  augmented: [run, picture, count],
};
