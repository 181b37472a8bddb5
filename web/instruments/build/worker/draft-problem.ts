import type { LayerSpec } from 'receptive';
import type { DraftProblem, Shape } from '../protocol';
import type { Problem } from '../../../protocol/errors';

export type Named = LayerSpec & { name: string };

/**
 * The layer that the core refuses; -1 where it is none in particular. Where it does not say, or names
 * a part that it made of a layer, it is the first one with which there is no network any more, else
 * one that nobody reads.
 *
 * @param makes Whether so many of the first layers make a network, with an end of their own.
 */
export function culprit(
  layers: readonly Named[],
  { where }: Problem,
  makes: (count: number) => boolean,
): Pick<DraftProblem, 'layer' | 'unread'> {
  const placeOf = (name: string | undefined) => layers.findIndex((layer) => layer.name === name);
  const told = placeOf(where);
  if (told >= 0) return { layer: told };
  let [sound, unsound] = [0, layers.length + 1];
  while (unsound - sound > 1) {
    const middle = (sound + unsound) >> 1;
    if (makes(middle)) sound = middle;
    else unsound = middle;
  }
  if (sound < layers.length) return { layer: sound };
  const [lone] = unread(layers.slice(0, -1), layers);
  return lone === undefined ? { layer: -1 } : { layer: placeOf(lone), unread: true };
}

/** Names of the layers that none of `readers` reads. */
export function unread(layers: readonly Named[], readers: readonly Named[] = layers): string[] {
  const read = new Set(
    readers.flatMap(({ inputs }, i) => inputs ?? (i > 0 ? readers[i - 1]!.name : [])),
  );
  return layers.flatMap(({ name }) => (read.has(name) ? [] : name));
}

/**
 * What the layer at fault reads.
 *
 * @param input Shape of the picture.
 * @param shapes What the layers before that one give; fewer where it is not known.
 */
export function whatItReads(
  layers: readonly Named[],
  fault: number,
  input: Shape,
  shapes: readonly Shape[],
): Pick<DraftProblem, 'reads' | 'behind'> {
  if (fault < 0 || shapes.length < fault) return {};
  /** Places of the layers, -1 for the picture; NaN for a name that nobody has. */
  const readBy = (place: number): number[] =>
    layers[place]?.inputs?.map((name) => {
      const found = layers.findIndex((layer) => layer.name === name);
      return name === 'input' ? -1 : found < 0 ? NaN : found;
    }) ?? [place - 1];
  const shapeOf = (place = NaN) => (place < 0 ? input : shapes[place]);
  const isSquare = (place: number | undefined) => shapeOf(place)?.slice(1).join() === '1,1';

  const reads = readBy(fault).flatMap((place) => {
    const shape = shapeOf(place);
    return shape ? [shape] : [];
  });
  let [behind = NaN] = readBy(fault);
  if (!isSquare(behind)) return { reads };
  while (behind >= 0 && isSquare(readBy(behind)[0])) behind = readBy(behind)[0]!;
  return behind >= 0 ? { reads, behind } : { reads };
}
