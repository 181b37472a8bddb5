import { workerHalf } from '../../../worker/host/half';
import { commands } from '../commands';
import { judgeService } from './judge-service';

export const half = workerHalf(commands, judgeService);
