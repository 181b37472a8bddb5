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
  ) {
    this.present = experiment;
  }

  setLearningRate(rate: number): void {
    this.network.model.setLearningRate(rate);
    this.present = { ...this.present, learningRate: rate };
  }

  setBatchSize(size: number): void {
    this.network.model.setBatchSize(size);
    this.present = { ...this.present, batchSize: size };
  }

  setOptimizer(optimizer: Experiment['optimizer'], momentum: number): void {
    const { learningRate } = this.present;
    const { model, spec } = this.network;
    model.setOptimizer(optimizerSpec({ optimizer, learningRate, momentum }, spec.optimizer));
    this.present = { ...this.present, optimizer, momentum };
  }

  setAugmentation(augmentation: Augmentation): void {
    const { model, spec } = this.network;
    model.setAugmentation(augmentationSpec(augmentation, spec));
    this.present = { ...this.present, augmentation };
  }
}
