import process from 'node:process';
import { travel } from './support/engine';
import { launchFirefox } from './support/firefox';

const missing = process.env.FIREFOX_MISSING || 'FIREFOX is to name the program.';
travel('Firefox', process.env.FIREFOX || undefined, missing, launchFirefox);
