import { workerHalf } from '../../../worker/host/half';
import { commands } from '../commands';
import { mapService } from './map-service';

export const half = workerHalf(commands, mapService);
