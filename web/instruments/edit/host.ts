import { hostOf } from '../host';
import type { EditApi } from './commands';

export const useEdit = hostOf<EditApi>('edit');
