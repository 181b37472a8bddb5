import { hostOf } from '../host';
import type { LooksApi } from './commands';

export const useLooks = hostOf<LooksApi>('looks');
