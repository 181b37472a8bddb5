import { workerHalf } from '../../../worker/host/half';
import { commands } from '../commands';
import { lessonsService } from './lessons-service';

export const half = workerHalf(commands, lessonsService);
