import * as v from 'valibot';
import { takes, type Api } from '../../protocol/door';
import { index, picture, run, stroke } from '../../protocol/given';
import type { ShiftAnswer, ShrinkProgress, SlideAnswer, SlideTiming } from './protocol';

/** What is on the canvas, and which positions count. */
const slideRequest = v.object({
  /** Points x and y in 0..1 of the canvas's width and height. */
  strokes: v.pipe(v.array(stroke), v.readonly()),
  /** Test pictures placed by chance; 0 for none. */
  scattered: index,
  seed: v.number(),
  /** Answers below it are no finds, 0..1. */
  threshold: v.number(),
  /**
   * Least ink in a window, as a share of what a test picture has; with it, the ink must lie in the
   * middle of the window. 0: every position counts.
   */
  ink: v.number(),
});

export type SlideRequest = v.InferOutput<typeof slideRequest>;

/** Of work, at most. */
const milliseconds = v.number();

export const commands = {
  /** Throws with the reason where the network is bound to its size. */
  slide: takes(run, slideRequest).gives<SlideAnswer>(),
  /** On the canvas of the last `slide`. */
  timeSlide: takes(run).gives<SlideTiming>(),
  /** Every shift of a picture, by the present network and by the small ones that are trained. */
  shiftPicture: takes(run, picture).gives<ShiftAnswer>(),
  /** Share of shifts of some test pictures that keep the present network's answer, 0..1. */
  measureShifts: takes(run).gives<{ run: number; step: number; kept: number; moved: number }>(),
  /** Goes on training the small networks for about so long, and says how far they are. */
  trainShrinks: takes(run, milliseconds).gives<ShrinkProgress>(),
};

export type SlideApi = Api<typeof commands>;
