import { hostOf } from '../host';
import type { MapApi } from './commands';

export const useMap = hostOf<MapApi>('map');
