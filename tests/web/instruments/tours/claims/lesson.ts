import type { LayerInfo, LayerSpec } from 'receptive';
import { tours } from '../../../../../web/instruments/tours/words';
import type {
  NudgeFigure,
  ShiftFigure,
  SlidingFigure,
  TourFigure,
} from '../../../../../web/instruments/tours/words/tour';
import type { LessonNet } from '../../../../../web/instruments/tours/commands';
import { lessonsService } from '../../../../../web/instruments/tours/worker/lessons-service';
import { newService } from '../../../worker/service-harness';
import { engine } from '../../../worker/watched-engine';

/** The lessons' answers. A lesson needs no run. */
export const api = lessonsService(newService().host);

/** Sentences of a tour, and what computes that they are so. */
export interface Claim {
  says: string[];
  holds: () => Promise<void> | void;
}

export function figure<F extends TourFigure>(tour: string, step: number): F {
  return tours.find(({ id }) => id === tour)!.steps[step]!.figure as F;
}

export async function values(net: LessonNet, layer: string): Promise<number[]> {
  const { layers } = await api.lesson(net);
  return Array.from(layers.find(({ name }) => name === layer)!.values);
}

export async function given(tour: string, step: number): Promise<number[]> {
  const { net, layer } = figure<SlidingFigure>(tour, step);
  return values(net, layer);
}

export async function shapes(tour: string, step: number) {
  const { net, layer } = figure<SlidingFigure>(tour, step);
  const { layers } = await api.lesson(net);
  const at = layers.findIndex(({ name }) => name === layer);
  return { reads: layers[at - 1]!.shape, gives: layers[at]!.shape };
}

export const rounded = (value: number): number => Math.round(value * 100) / 100;
export const sum = (list: ArrayLike<number>): number => Array.from(list).reduce((a, b) => a + b, 0);
export const match = (a: readonly number[], b: readonly number[]): number =>
  sum(a.map((value, i) => value * b[i]!)) / 9;
export const xoNet = (): LessonNet => figure<SlidingFigure>('xo', 2).net;
export const filter = (at: number): number[] =>
  Array.from(xoNet().values!['match.weight']!.slice(at * 9, at * 9 + 9), (w) => Math.sign(w));
export const diagonal = [0, 1, 2, 3, 4, 5, 6];

/** The bumps of the shift figure, moved on by so many pixels, through its rows. */
export async function shifted(row: number, pixels: number): Promise<number[]> {
  const { image, rows } = figure<ShiftFigure>('pooling', 2);
  const moved = image.map((_, i) => image[(i + pixels) % image.length]!);
  const { layers } = await api.lesson({ ...rows[row]!.net, image: moved });
  return Array.from(layers.at(-1)!.values);
}

export async function nudged(change: (net: LessonNet) => LessonNet): Promise<number> {
  const { net, layer } = figure<NudgeFigure>('backwards', 1);
  return sum(await values(change(net), layer));
}
export const raisedInput = (place: number, by = 1): Promise<number> =>
  nudged((net) => ({ ...net, image: net.image.map((x, i) => (i === place ? x + by : x)) }));
export const raisedWeight = (place: number, by = 1): Promise<number> =>
  nudged((net) => {
    const weights = net.values!['filter.weight']!.map((w, i) => (i === place ? w + by : w));
    return { ...net, values: { 'filter.weight': weights } };
  });

/** What is known of the last of these layers, in a network on a picture of 32 x 32. */
export function lastOf(layers: LayerSpec[]): LayerInfo {
  const votes: LayerSpec[] = [{ type: 'globalMaxPooling2d' }, { type: 'dense', units: 2 }];
  const model = engine.model({ input: [1, 32, 32], layers: [...layers, ...votes] });
  const last = model.layers().at(-3)!;
  model.dispose();
  return last;
}
