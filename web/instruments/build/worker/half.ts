import { workerHalf } from '../../../worker/host/half';
import { commands } from '../commands';
import { buildService } from './build-service';

export const half = workerHalf(commands, buildService);
