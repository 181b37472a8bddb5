import type { LayerSpec } from 'receptive';
import type { LayerCommon } from 'receptive/catalogue/specs';
import { kinds } from 'receptive/catalogue/kinds';
import * as v from 'valibot';

export const mostLayers = 120;

const noLayer = 'is no object with a type, such as {"type": "flatten"}';
const noNames = 'has inputs that are no array of names';

/** Every layer may have them; the compiler knows whether these are all. */
const common: Record<keyof LayerCommon | 'type', true> = {
  type: true,
  name: true,
  inputs: true,
  weightsOf: true,
  trainable: true,
};

/**
 * A layer as the catalogue has it: one of its types, with arguments that it takes. What they may be is
 * the core's to say: it knows what they are to fit.
 */
const layer = v.pipe(
  v.unknown(),
  v.check(
    (value) => strangeIn(value) === undefined,
    ({ input }) => strangeIn(input)!,
  ),
  v.looseObject(
    {
      type: v.string(noLayer),
      name: v.optional(v.string('has a name that is no text')),
      inputs: v.optional(v.array(v.string(noNames), noNames)),
    },
    noLayer,
  ),
);

/** What the catalogue does not know of a layer. */
function strangeIn(layer: unknown): string | undefined {
  const type = (layer as { type?: unknown } | null)?.type;
  if (typeof type !== 'string') return undefined;
  const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
  if (!kind) return `has a type that there is not: '${shorten(type)}'`;
  const known = [...Object.keys(common), ...kind.arguments];
  const strange = Object.keys(layer as object).find((name) => !known.includes(name));
  return strange === undefined ? undefined : `(${type}) has no argument '${shorten(strange)}'`;
}

export const layersSchema = v.pipe(
  v.array(layer, 'expected an array of layers, or an object with `layers`'),
  v.maxLength(mostLayers, `it has more than ${mostLayers} layers`),
) as unknown as v.GenericSchema<unknown, LayerSpec[]>;

/** The layers, or what is wrong with them in a part of a sentence. */
export function checkLayers(value: unknown): { layers: LayerSpec[] } | { problem: string } {
  const checked = v.safeParse(layersSchema, value, { abortEarly: true });
  if (checked.success) return { layers: checked.output };
  const [{ message, path }] = checked.issues;
  const place = path?.[0].key;
  return { problem: typeof place === 'number' ? `layer ${place + 1} ${message}` : message };
}

/** A stranger's text, short enough for a sentence. */
export function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
