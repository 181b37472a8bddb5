import * as v from 'valibot';
import type { Guarded } from '../door';
import { run } from '../given';
import type { KeepApi } from '../keep';

const id = v.string();
const file = v.instance(Uint8Array);

/** What each command about kept runs is given. */
export const keepCommands: Guarded<KeepApi> = {
  keptRuns: [],
  keepStatus: [run],
  saveRun: [run],
  copyRun: [run, v.string()],
  renameRun: [id, v.string()],
  removeRun: [id],
  resumeRun: [run, id],
  modelFile: [v.union([v.object({ run }), v.object({ id })])],
  checkModelFile: [file],
  matchModelFile: [run, file],
};
