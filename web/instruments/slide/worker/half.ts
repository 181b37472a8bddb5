import { workerHalf } from '../../../worker/host/half';
import { commands } from '../commands';
import { slideService } from './slide-service';

export const half = workerHalf(commands, slideService);
