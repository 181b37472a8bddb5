import { hostOf } from '../host';
import type { ExplainApi } from './commands';

export const useExplain = hostOf<ExplainApi>('explain');
