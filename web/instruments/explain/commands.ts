import * as v from 'valibot';
import type { LayerSpec, Reach } from 'receptive';
import { takes, type Api } from '../../protocol/door';
import { checkedFurther, index, picture, run } from '../../protocol/given';
import type { ExplainedGradient, ExplainedUnit, ExplainedWeight } from './protocol';

const layer = v.string();
const parameter = v.string();
/** Of a layer's output or a parameter, channel-major. */
const place = index;
/** What a drawing is meant to be. */
const label = v.optional(index);
const layerSpec = checkedFurther<LayerSpec>(v.looseObject({ type: v.string() }));

/** Every number explained: forwards, backwards, one weight. Layer 'input' is the picture itself. */
export const commands = {
  explainUnit: takes(run, picture, layer, place).gives<ExplainedUnit>(),
  explainGradient: takes(run, picture, layer, place, label).gives<ExplainedGradient>(),
  explainWeight: takes(run, picture, parameter, place, label).gives<ExplainedWeight>(),
  /** What the unit reads and goes into, in every layer ('input' too). */
  reach: takes(run, layer, place).gives<Reach>(),
  /** What a layer that takes value by value makes of each of these. */
  curve: takes(layerSpec, v.array(v.number())).gives<Float32Array>(),
};

export type ExplainApi = Api<typeof commands>;
