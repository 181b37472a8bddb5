import type { DatasetObject, ModelObject } from '../core-module.js';

/** Options of a climb, all of them. */
export interface Climb {
  low: number;
  high: number;
  rate: number;
  decay: number;
  blurEvery: number;
  blur: number;
  jitter: number;
  seed: number;
}

/** What wasm/bindings/looks.cpp exports. */
export interface LooksFunctions {
  looksAttribute(
    model: ModelObject,
    image: number,
    classes: number,
    count: number,
    camNode: number,
    results: number,
  ): void;
  looksSmooth(
    model: ModelObject,
    image: number,
    index: number,
    sigma: number,
    seed: number,
    first: number,
    count: number,
    mean: number,
  ): void;
  looksOcclude(
    model: ModelObject,
    image: number,
    size: number,
    stride: number,
    paper: number,
    first: number,
    count: number,
    drops: number,
  ): void;
  looksStartClimb(
    model: ModelObject,
    options: Climb,
    noise: number,
    count: number,
    pictures: number,
  ): void;
  looksClimb(
    model: ModelObject,
    options: Climb,
    node: number,
    units: boolean,
    wanted: number,
    count: number,
    firstStep: number,
    steps: number,
    pictures: number,
    values: number,
  ): void;
  looksFindTop(
    model: ModelObject,
    data: DatasetObject,
    first: number,
    count: number,
    nodes: number,
    nodeCount: number,
    keep: number,
    table: number,
  ): void;
}
