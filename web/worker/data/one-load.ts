import type { LoadProgress } from '../../protocol/data-sets';
import { SparingReports } from './sparing-reports';

/** What a load tells while it goes on, and how it is given up. */
export interface Loading {
  progress: (progress: LoadProgress) => void;
  signal: AbortSignal;
}

/** Loads of files, one at a time. */
export class OneLoad {
  private present: AbortController | undefined;

  get busy(): boolean {
    return this.present !== undefined;
  }

  async run<T>(
    progress: (p: LoadProgress) => void,
    load: (loading: Loading) => Promise<T>,
  ): Promise<T> {
    if (this.present) {
      throw new Error('Files are being loaded already: wait, or cancel that first.');
    }
    const controller = new AbortController();
    const reports = new SparingReports(progress);
    this.present = controller;
    try {
      return await load({ progress: reports.take, signal: controller.signal });
    } finally {
      reports.end();
      this.present = undefined;
    }
  }

  cancel(): void {
    this.present?.abort();
  }
}

export function checkCancelled({ signal }: Loading): void {
  if (signal.aborted) throw new Error('The load was cancelled.');
}
