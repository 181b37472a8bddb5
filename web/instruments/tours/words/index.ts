import { backwardsTour } from './backwards';
import { convolutionTour } from './convolution';
import { ladderTour } from './ladder';
import { poolingTour } from './pooling';
import type { Tour } from './tour';
import { xoTour } from './xo';

/** The guided tours in the order in which they build on each other. */
export const tours: readonly Tour[] = [
  xoTour,
  convolutionTour,
  backwardsTour,
  poolingTour,
  ladderTour,
];
