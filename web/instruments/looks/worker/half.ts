import { workerHalf } from '../../../worker/host/half';
import { commands } from '../commands';
import { looksService } from './looks-service';

export const half = workerHalf(commands, looksService);
