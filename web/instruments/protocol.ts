import type { MapApi } from './map/protocol';

/** Of instruments whose commands are not yet found by their folder. */
export type InstrumentApi = MapApi;
