/** What whoever opens files is told and asked meanwhile. */
export interface OpeningChecks {
  /** Throws when it was cancelled. */
  check(): void;
  /** Told while an archive is unpacked: bytes of `all`. */
  progress?(path: string, done: number, all: number): void;
}
