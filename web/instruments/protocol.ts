/** Of instruments whose commands are not yet found by their folder: none. */
export type InstrumentApi = Record<never, never>;
