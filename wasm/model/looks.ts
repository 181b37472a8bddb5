import { ascentOf, type ModelAscent } from './ascent.js';
import { attributionOf, type ModelAttribution } from './attribution.js';
import type { ModelHold } from './hold.js';
import { type ModelTopPictures, topPicturesOf } from './top-pictures.js';

/**
 * What a network looks for. Everything is about the network as it stands, in buffers of its own:
 * looking never changes the training. Maps of a picture are height * width values; pictures of
 * several channels give the sum over their channels, which is what the score would gain if the place
 * became brighter in all of them.
 */
export interface ModelLooks extends ModelAttribution, ModelAscent, ModelTopPictures {}

export function looksOf(hold: ModelHold): ModelLooks {
  return { ...attributionOf(hold), ...ascentOf(hold), ...topPicturesOf(hold) };
}
