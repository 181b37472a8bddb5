import type { CalibrationBin } from '../protocol';

/**
 * Sorts answers into ten bins of equal width by their confidence, as Guo et al. 2017 ("On Calibration
 * of Modern Neural Networks", section 2) draw their reliability diagrams.
 */
export class Calibration {
  private readonly counts: Uint32Array;
  private readonly rights: Uint32Array;
  private readonly confidences: Float64Array;

  constructor(private readonly bins = 10) {
    this.counts = new Uint32Array(bins);
    this.rights = new Uint32Array(bins);
    this.confidences = new Float64Array(bins);
  }

  add(confidence: number, right: boolean): void {
    const bin = Math.min(this.bins - 1, Math.max(0, Math.floor(confidence * this.bins)));
    this.counts[bin]! += 1;
    this.rights[bin]! += right ? 1 : 0;
    this.confidences[bin]! += confidence;
  }

  result(): CalibrationBin[] {
    return Array.from({ length: this.bins }, (_, bin) => {
      const count = this.counts[bin]!;
      return {
        low: bin / this.bins,
        high: (bin + 1) / this.bins,
        count,
        confidence: this.confidences[bin]! / count,
        accuracy: this.rights[bin]! / count,
      };
    });
  }
}

/** Expected calibration error: Guo et al. 2017, equation 3. */
export function expectedError(bins: readonly CalibrationBin[]): number {
  const filled = bins.filter(({ count }) => count > 0);
  const all = filled.reduce((sum, { count }) => sum + count, 0);
  const gaps = filled.map(({ count, accuracy, confidence }) => {
    return (count / all) * Math.abs(accuracy - confidence);
  });
  return all === 0 ? NaN : gaps.reduce((sum, gap) => sum + gap, 0);
}
