import { told, travel } from './support/engine';
import { launchFirefox } from './support/firefox';

travel('Firefox', told<string>('RECEPTIVE_FIREFOX'), launchFirefox);
