import { workerHalf } from '../../../worker/host/half';
import { commands } from '../commands';
import { editService } from './edit-service';

export const half = workerHalf(commands, editService);
