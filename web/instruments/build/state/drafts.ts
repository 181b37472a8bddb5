import { joinsEqual, makesOutputs } from '../../../protocol/layer-kinds';
import type { LayerSpec } from 'receptive';
import { entryOf } from './layerTable';

/** Pure changes of a list of layers. Each returns a new list; the layers themselves are never changed. */

/** A layer in the builder always has a name, so that others can read it. */
export type NamedLayer = LayerSpec & { name: string };

export function named(layers: readonly LayerSpec[]): NamedLayer[] {
  const taken = new Set(layers.flatMap(({ name }) => name ?? []));
  return layers.map((layer) => {
    if (layer.name !== undefined) return { ...layer, name: layer.name };
    const name = freeName(layer.type, taken);
    taken.add(name);
    return { ...layer, name };
  });
}

export function freeName(type: string, taken: ReadonlySet<string>): string {
  let name = type;
  for (let i = 1; taken.has(name) || name === 'input'; ++i) name = `${type}_${i}`;
  return name;
}

/** Without the names that nobody reads: the core gives the same ones. */
export function unnamed(layers: readonly NamedLayer[]): LayerSpec[] {
  const read = new Set(
    layers.flatMap(({ inputs = [], weightsOf = '' }) => [...inputs, weightsOf]),
  );
  return layers.map((layer) => {
    const usual = new RegExp(`^${layer.type}(_\\d+)?$`);
    if (read.has(layer.name) || !usual.test(layer.name)) return layer;
    const { name, ...rest } = layer;
    void name;
    return rest;
  });
}

/** Names that the layer at this place can read: the picture and all before it. */
export function readable(layers: readonly NamedLayer[], place: number): string[] {
  return ['input', ...layers.slice(0, place).map(({ name }) => name)];
}

/** What a layer reads: what it says, or the one before it. */
export function inputsOf(layers: readonly NamedLayer[], place: number): string[] {
  return layers[place]?.inputs ?? [layers[place - 1]?.name ?? 'input'];
}

/**
 * A new layer at this place.
 *
 * @param shapes What each layer gives, as far as it is known: a join looks for what fits.
 */
export function insert(
  layers: readonly NamedLayer[],
  place: number,
  type: string,
  shapes: readonly (readonly number[])[] = [],
): NamedLayer[] {
  const { start, joins } = entryOf(type);
  const name = freeName(type, new Set(layers.map((layer) => layer.name)));
  const layer = { type, ...start, name } as NamedLayer;
  if (joins) layer.inputs = shortcut(layers, place, shapes, joinsEqual({ type }) ? 0 : 1);
  return [...layers.slice(0, place), layer, ...layers.slice(place)];
}

/**
 * The layer before, and the nearest one before that which gives the same shape from extent `from` on;
 * without one what the layer before reads.
 */
function shortcut(
  layers: readonly NamedLayer[],
  place: number,
  shapes: readonly (readonly number[])[],
  from: number,
): string[] {
  if (place === 0) return ['input', 'input'];
  const before = layers[place - 1]!;
  const text = (i: number) => shapes[i]?.slice(from).join('×');
  for (let i = place - 2; i >= 0; --i) {
    const wanted = text(place - 1);
    if (wanted !== undefined && text(i) === wanted) return [before.name, layers[i]!.name];
  }
  return [before.name, inputsOf(layers, place - 1)[0]!];
}

function without(layers: readonly NamedLayer[], place: number): NamedLayer[] {
  return layers.filter((_, i) => i !== place);
}

/** Who read the removed layer reads what it read. */
export function remove(layers: readonly NamedLayer[], place: number): NamedLayer[] {
  const gone = layers[place];
  if (!gone) return [...layers];
  const [instead] = inputsOf(layers, place);
  return without(layers, place).map((layer) => {
    if (!layer.inputs?.includes(gone.name)) return layer;
    return { ...layer, inputs: layer.inputs.map((name) => (name === gone.name ? instead! : name)) };
  });
}

export function duplicate(layers: readonly NamedLayer[], place: number): NamedLayer[] {
  const layer = layers[place];
  if (!layer) return [...layers];
  const name = freeName(layer.type, new Set(layers.map((one) => one.name)));
  const { inputs, ...rest } = layer;
  // The copy stands behind the original and reads it; a join reads what the original read.
  const joined = entryOf(layer.type).joins ? { inputs: inputs ?? [] } : {};
  const copy: NamedLayer = { ...rest, ...joined, name };
  return [...layers.slice(0, place + 1), copy, ...layers.slice(place + 1)];
}

export function move(layers: readonly NamedLayer[], from: number, to: number): NamedLayer[] {
  const layer = layers[from];
  if (!layer || to < 0 || to >= layers.length) return [...layers];
  const rest = without(layers, from);
  return [...rest.slice(0, to), layer, ...rest.slice(to)];
}

/** Another value of one argument; undefined takes it away. */
export function set(
  layers: readonly NamedLayer[],
  place: number,
  argument: string,
  value: unknown,
): NamedLayer[] {
  return layers.map((layer, i) => {
    if (i !== place) return layer;
    const { [argument]: old, ...rest } = layer as unknown as Record<string, unknown>;
    void old;
    return (value === undefined ? rest : { ...rest, [argument]: value }) as unknown as NamedLayer;
  });
}

/** Place of the layer that makes the votes, -1 without one. */
export function votesAt(layers: readonly LayerSpec[]): number {
  return layers.map(makesOutputs).lastIndexOf(true);
}
