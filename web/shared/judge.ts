/** How good the network is and how healthy: confusion, mistakes, calibration, histograms. */
export interface JudgeApi {}
