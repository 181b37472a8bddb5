/** What whoever opens files is told and asked meanwhile. */
export interface OpeningChecks {
  /** Lets others have their turn where that is due; throws when it was cancelled. */
  step(): Promise<void>;
  /** Told while an archive is unpacked: bytes of `all`. */
  progress?(path: string, done: number, all: number): void;
}
