import { hostOf } from '../host';
import type { BuildApi } from './commands';

export const useBuild = hostOf<BuildApi>('build');
