/** Asks an instrument, by the name of its folder, for one of its commands. */
export type Ask = (instrument: string, command: string, given: unknown[]) => Promise<unknown>;

/** The commands of one instrument as functions. */
export function instrumentApi<Api extends object>(ask: Ask, instrument: string): Api {
  return new Proxy({} as Api, {
    get:
      (_, command: string) =>
      (...given: unknown[]) =>
        ask(instrument, command, given),
  });
}
