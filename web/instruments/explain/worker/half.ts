import { workerHalf } from '../../../worker/host/half';
import { commands } from '../commands';
import { explainService } from './explain-service';

export const half = workerHalf(commands, explainService);
