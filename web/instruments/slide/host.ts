import { hostOf } from '../host';
import type { SlideApi } from './commands';

export const useSlide = hostOf<SlideApi>('slide');
