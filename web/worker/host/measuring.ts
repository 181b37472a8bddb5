// What an instrument measures a network with, a piece at a time: as a run measures itself.
export { Measurement, Pace, quickExamples } from '../run/evaluation';
