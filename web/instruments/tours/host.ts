import { hostOf } from '../host';
import type { LessonApi } from './commands';

export const useTours = hostOf<LessonApi>('tours');
