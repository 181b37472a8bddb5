import { hostOf } from '../host';
import type { JudgeApi } from './commands';

export const useJudge = hostOf<JudgeApi>('judge');
