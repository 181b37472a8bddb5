import type { ModelFeatures } from '../types/features.js';
import type { ModelHold } from './hold.js';

/** What wasm/bindings/features.cpp exports. */
export interface FeaturesFunctions {}

export class CoreFeatures implements ModelFeatures {
  constructor(protected readonly hold: ModelHold) {}
}
