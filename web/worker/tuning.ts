import type { Augmentation } from '../shared/augmentation';
import type { Experiment } from '../shared/experiment';
import type { Network } from './network';
import { augmentationSpec, optimizerSpec } from './recipe';

/** Changes of a run's recipe while it trains: each takes effect with the next step. */
export class Tuning {
  /** The experiment with everything that was changed. */
  present: Experiment;

  constructor(
    private readonly network: Network,
    experiment: Experiment,
    private readonly changed: () => void,
  ) {
    this.present = experiment;
  }

  /** What was changed already, for whoever keeps the run or tells of it. */
  record(change: Partial<Experiment>): void {
    this.present = { ...this.present, ...change };
    this.changed();
  }

  setLearningRate(rate: number): void {
    this.network.model.setLearningRate(rate);
    this.record({ learningRate: rate });
  }

  setBatchSize(size: number): void {
    this.network.model.setBatchSize(size);
    this.record({ batchSize: size });
  }

  setOptimizer(optimizer: Experiment['optimizer'], momentum: number): void {
    const { learningRate } = this.present;
    const { model, spec } = this.network;
    model.setOptimizer(optimizerSpec({ optimizer, learningRate, momentum }, spec.optimizer));
    this.record({ optimizer, momentum });
  }

  setAugmentation(augmentation: Augmentation): void {
    const { model, spec } = this.network;
    model.setAugmentation(augmentationSpec(augmentation, spec));
    this.record({ augmentation });
  }
}
