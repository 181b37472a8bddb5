import { told, travel } from './support/engine';
import { launchWebKit, type WebKit } from './support/webkit';

travel('WebKit', told<WebKit>('RECEPTIVE_WEBKIT'), launchWebKit);
