/** A place in the window, in CSS pixels from its left upper corner. */
export type Point = readonly [x: number, y: number];

/** What a browser must be able to do for the journeys: one window, driven as by a person. */
export interface Driver {
  /** The browser's name and version, as it tells them itself. */
  readonly version: string;
  /** Opens an address and waits until it is loaded. */
  open(url: string): Promise<void>;
  reload(): Promise<void>;
  /**
   * Calls a function in the page and waits for its answer. It is sent as text: it can use its
   * arguments, which travel as JSON, and what the page has, but nothing of the file around it.
   */
  evaluate<Given extends unknown[], Answer>(
    what: (...given: Given) => Answer | Promise<Answer>,
    ...given: Given
  ): Promise<Answer>;
  /** Presses the mouse at the first point, moves it over the others and lets go at the last. */
  stroke(points: readonly Point[]): Promise<void>;
  /** Presses keys one after the other, each a character or a name such as `Enter`. */
  press(...keys: string[]): Promise<void>;
  /** Gives files to the first file input that a selector finds, as its dialog would. */
  choose(selector: string, paths: readonly string[]): Promise<void>;
  /** Errors on the console, exceptions and failed requests since this was asked last. */
  problems(): string[];
  close(): Promise<void>;
}
