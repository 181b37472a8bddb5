import * as v from 'valibot';
import { takes, type Api } from '../../protocol/door';
import { index, run } from '../../protocol/given';
import type { Health, HealthRecord, JudgedPictures, Judgement } from './protocol';

const judgedRequest = v.object({
  run,
  /** Pictures of this class that were taken for that one; all mistakes without. */
  cell: v.exactOptional(v.object({ truth: index, said: index })),
  first: index,
  count: index,
});

export type JudgedRequest = v.InferOutput<typeof judgedRequest>;

export const commands = {
  /** Measures the whole test set with the weights as they are; training goes on meanwhile. */
  judge: takes(run).gives<Judgement>(),
  /** Of the newest judgement of this run. */
  judgedPictures: takes(judgedRequest).gives<JudgedPictures>(),
  /** What the watch that always runs has seen last; where training rests, of the weights as they are. */
  health: takes(run).gives<Health>(),
  /**
   * The histograms that the watch has recorded over the run: those behind a step, where the page's
   * version of the record is the present one.
   */
  healthRecord: takes(run, v.number(), v.number()).gives<HealthRecord>(),
};

export type JudgeApi = Api<typeof commands>;
