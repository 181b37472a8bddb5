import type { LayerInfo } from 'receptive';

/** What the network looks for in a picture, and what excites a filter. */

/** Made by one pass there and back: live while the network trains. */
export type QuickMethod = 'gradient' | 'guided' | 'timesInput' | 'cam';
/** Made of many passes: when asked, or when the training rests. */
export type SlowMethod = 'smooth' | 'occlusion';
export type AttributionMethod = QuickMethod | SlowMethod;

/** A place in the picture, from 0. */
export interface MapPlace {
  row: number;
  column: number;
  value: number;
}

/** What speaks for one class, place by place: (height, width) of the picture. */
export interface AttributionMap {
  class: number;
  values: Float32Array;
  /** Largest absolute value. */
  largest: number;
  /** The strongest places, some pixels apart: for the class (above 0) and against it (below 0). */
  for: MapPlace[];
  against: MapPlace[];
}

interface AttributionAt {
  run: number;
  /** Steps that the network had trained. */
  step: number;
  weights: 'trained' | 'random';
}

export interface QuickAttribution extends AttributionAt {
  /** The picture's label, or -1 for a drawing. */
  label: number;
  /** Channel-major bytes, 0 paper to 255 ink. */
  picture: Uint8Array;
  /** One for each class; scores before any softmax. */
  probabilities: Float32Array;
  scores: Float32Array;
  /** The two that the maps are for. */
  classes: [number, number];
  /** For each method a map for each of the two; without a layer that has maps there is no 'cam'. */
  maps: Partial<Record<QuickMethod, AttributionMap[]>>;
  /** The layer of Grad-CAM, and its maps before they were enlarged. */
  cam?: { layer: string; height: number; width: number; maps: Float32Array[] };
}

export interface SlowAttribution extends AttributionAt {
  method: SlowMethod;
  classes: [number, number];
  /** Of the picture's size. */
  maps: AttributionMap[];
  /** Of occlusion: the square, in pixels. Of SmoothGrad: noisy copies, and their noise. */
  square?: { size: number; stride: number };
  noise?: { copies: number; share: number };
  milliseconds: number;
}

/** A picture that excites a map. */
export interface TopPicture {
  /** Place in `TopNine.pictures`. */
  picture: number;
  /** The map's largest value there, and where. */
  value: number;
  row: number;
  column: number;
  /** The pixels that this place sees: [top, left, height, width], may reach beyond the picture. */
  box: [number, number, number, number];
}

export interface TopOfMap {
  map: number;
  /** Strongest first; none of them where the map was never above the value of paper. */
  pictures: TopPicture[];
}

/** The filters of a layer that reads the picture: (maps, depth, height, width). */
export interface PictureFilters {
  /** Name of the layer whose weights they are. */
  layer: string;
  depth: number;
  height: number;
  width: number;
  /** One for each of `TopNine.maps`. */
  values: Float32Array[];
  /** Largest absolute weight of the layer. */
  largest: number;
}

export interface TopNine {
  run: number;
  split: 'test' | 'train';
  layer: string;
  /** Steps trained when the search began, and when it was last gone on with. */
  fromStep: number;
  toStep: number;
  /** Pictures looked at, and how many there are: ask again until they are all. */
  done: number;
  total: number;
  /** Maps of the layer. */
  mapCount: number;
  maps: TopOfMap[];
  pictures: { index: number; label: number; pixels: Uint8Array }[];
  filters?: PictureFilters;
}

/** How far pictures have grown. */
export interface Maximised {
  run: number;
  /** Number of the climb; a new one replaces the one before. */
  climb: number;
  layer: string;
  aim: 'map' | 'unit';
  /** Steps trained when it was last gone on with. */
  step: number;
  /** Steps up taken so far, and all that will be. */
  taken: number;
  steps: number;
  /** The pixels that matter: [top, left, height, width], may reach beyond the picture. */
  box: [number, number, number, number];
  maps: {
    map: number;
    /** Channel-major bytes, 0 paper to 255 ink. */
    picture: Uint8Array;
    /** Of the target, at the start and now. */
    start: number;
    value: number;
  }[];
}

const silent = /^(flatten|reshape|dropout|spatialDropout2d|softmax|zeroPadding2d|embedding)$/;

/** Layers whose maps can be asked about: those that compute something. */
export function excitableLayers(layers: readonly LayerInfo[]): LayerInfo[] {
  return layers.filter((layer) => !silent.test(layer.type));
}

/** Layers with maps, for Grad-CAM. */
export function layersWithMaps(layers: readonly LayerInfo[]): LayerInfo[] {
  return layers.filter(({ type, outputShape: [, height, width] }) => {
    return height * width > 1 && !/^(reshape|embedding)$/.test(type);
  });
}
