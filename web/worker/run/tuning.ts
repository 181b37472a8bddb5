import type { Experiment } from '../../protocol/experiment';
import type { LiveChange } from '../../protocol/live-fields';
import type { Network } from './network';
import { augmentationSpec, optimizerSpec, withDropout } from './recipe';

/** Changes of a run's recipe while it trains: each takes effect with the next step. */
export class Tuning {
  /** The experiment with everything that was changed. */
  present: Experiment;

  /** @param changed Told after each change. */
  constructor(
    private readonly network: Network,
    experiment: Experiment,
    private readonly changed: () => void,
  ) {
    this.present = experiment;
  }

  /** Throws what the core says of it; then all is as it was. */
  change(change: LiveChange): void {
    const before = this.present;
    const wanted = { ...before, ...change };
    const done: ((to: Experiment) => void)[] = [];
    try {
      for (const set of this.settersOf(change)) {
        set(wanted);
        done.push(set);
      }
    } catch (error) {
      for (const set of done) set(before);
      throw error;
    }
    this.present = wanted;
    this.changed();
  }

  private settersOf(change: LiveChange): ((to: Experiment) => void)[] {
    const { model, spec } = this.network;
    const setters: ((to: Experiment) => void)[] = [];
    if ('batchSize' in change) setters.push(({ batchSize }) => model.setBatchSize(batchSize));
    if ('optimizer' in change || 'momentum' in change) {
      setters.push((to) => model.setOptimizer(optimizerSpec(to, spec.optimizer)));
    } else if ('learningRate' in change) {
      setters.push(({ learningRate }) => model.setLearningRate(learningRate));
    }
    if ('augmentation' in change) {
      setters.push((to) => model.setAugmentation(augmentationSpec(to.augmentation, spec)));
    }
    if ('dropout' in change) setters.push(({ dropout = [] }) => this.setDropout(dropout));
    return setters;
  }

  /** The rates of the layers that have one, in their order. */
  private setDropout(rates: readonly number[]): void {
    const { network } = this;
    const layers = network.model.layers().filter(({ changeable }) => changeable === 'rate');
    layers.forEach((layer, i) => {
      const rate = rates[i];
      if (rate === undefined || layer.settings['rate'] === rate) return;
      network.model.editing.setDropout(layer.name, rate);
    });
    network.spec = { ...network.spec, layers: withDropout(network.spec.layers, rates) };
    network.layers = network.model.layers();
  }
}
