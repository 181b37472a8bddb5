import { beforeAll, expect, it } from 'vitest';
import { instrumentApi } from '../../../web/protocol/ask';
import type { EditApi } from '../../../web/instruments/edit/commands';
import type { ExplainApi } from '../../../web/instruments/explain/commands';
import { instruments } from '../../../web/instruments/halves';
import type { JudgeApi } from '../../../web/instruments/judge/commands';
import type { AttributionQuestion, LooksApi } from '../../../web/instruments/looks/commands';
import type { MapApi } from '../../../web/instruments/map/commands';
import type { SlideApi } from '../../../web/instruments/slide/commands';
import type { LessonApi } from '../../../web/instruments/tours/commands';
import { buffersOf } from '../../../web/worker/host/transfer';
import { experiment, newService, request } from '../worker/service-harness';

/** Answers leave the worker with their buffers: nobody else may have a hand on those. */

const service = newService();
const ask = instruments(service.host);
const edit = instrumentApi<EditApi>(ask, 'edit');
const explain = instrumentApi<ExplainApi>(ask, 'explain');
const judge = instrumentApi<JudgeApi>(ask, 'judge');
const looks = instrumentApi<LooksApi>(ask, 'looks');
const map = instrumentApi<MapApi>(ask, 'map');
const slide = instrumentApi<SlideApi>(ask, 'slide');
const tours = instrumentApi<LessonApi>(ask, 'tours');
const run = 1;

beforeAll(async () => {
  await service.setUp(run, experiment);
  await service.step(run);
  // The questions about judged pictures and the unfolding need these.
  await judge.judge(run);
  await map.featureMap(run);
});

const picture = { kind: 'test', index: 3 } as const;
const filter = { layer: 'conv2d', index: 0 };
const stroke = [
  [0.2, 0.2, 1],
  [0.8, 0.8, 1],
] as const;
const reading = { several: false, pen: true, crop: true, scale: true, centre: true };
const question: AttributionQuestion = { picture, classes: [], weights: 'trained' };

/** Every question of the page whose answer has arrays, and how to ask it. */
const questions: Record<string, () => Promise<unknown>> = {
  frame: () => service.frame(request(run)),
  draw: () => service.draw(run, { strokes: [[...stroke]] }, reading),
  augmented: () => service.augmented(run, picture, 2),
  filter: () => edit.filter(run, filter),
  explainUnit: () => explain.explainUnit(run, picture, 'conv2d', 0),
  explainGradient: () => explain.explainGradient(run, picture, 'conv2d', 0, 1),
  explainWeight: () => explain.explainWeight(run, picture, 'conv2d.weight', 0, 1),
  curve: () => explain.curve({ type: 'relu' }, [-1, 0, 1]),
  reach: () => explain.reach(run, 'conv2d', 0),
  judge: () => judge.judge(run),
  judgedPictures: () => judge.judgedPictures({ run, first: 0, count: 5 }),
  judgedCell: () => judge.judgedPictures({ run, cell: { truth: 0, said: 0 }, first: 0, count: 5 }),
  healthRecord: () => judge.healthRecord(run, 0, -1),
  lesson: () =>
    tours.lesson({
      spec: { input: [1, 1, 4], layers: [{ type: 'dense', units: 2 }] },
      image: [1, 2, 3, 4],
    }),
  attribution: () => looks.attribution(run, question),
  slowAttribution: () => looks.slowAttribution(run, 'occlusion', question),
  topNine: () =>
    looks.topNine(run, {
      layer: 'conv2d',
      split: 'test',
      first: 0,
      count: 3,
      order: 'number',
    }),
  maximise: () =>
    looks.maximise(run, { layer: 'conv2d', maps: [0, 1], aim: 'unit', seed: 1, noise: 0.1 }),
  featureMap: () => map.featureMap(run),
  async unfoldMap() {
    for (;;) {
      const unfolding = await map.unfoldMap(run, 5, false);
      if (unfolding.places) return unfolding;
    }
  },
  testPixels: () => map.testPixels(run, [0, 1, 2]),
  slide: () => slide.slide(run, { strokes: [], scattered: 2, seed: 1, threshold: 0.5, ink: 0 }),
  shiftPicture: () => slide.shiftPicture(run, picture),
};

const lengths = (buffers: ArrayBuffer[]): number[] => buffers.map(({ byteLength }) => byteLength);

it.each(Object.keys(questions))('an answer to %s is nobody else’s', async (name) => {
  const ask = questions[name]!;
  // Asked twice at once: by a view that was left, and by the one that took its place. Some questions
  // give way to the next.
  const asked = [...(await Promise.all([ask(), ask()])), await ask()];
  const answers = asked.filter((answer) => answer !== undefined);
  const buffers = answers.map((answer) => buffersOf(answer));
  const whole = lengths(buffers[0]!);
  expect(whole.length).toBeGreaterThan(0);
  for (const of of buffers) expect(lengths(of)).toEqual(whole);
  expect(new Set(buffers.flat()).size).toBe(answers.length * whole.length);
  // As it leaves: what the worker still holds of it is empty from now on.
  for (const answer of answers) structuredClone(answer, { transfer: buffersOf(answer) });
  expect(lengths(buffersOf(await ask()))).toEqual(whole);
});
