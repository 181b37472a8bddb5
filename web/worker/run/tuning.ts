import type { RunSpec, Experiment } from '../../protocol/experiment';
import { ratesOf, sameButRates, withRates } from '../../protocol/dropout';
import { changed, type LiveChange } from '../../protocol/live-change';
import { same } from '../../protocol/same';
import type { BuiltNetwork } from './built-network';

/** Changes of a run's recipe while it trains: each takes effect with the next step. */
export class Tuning {
  /** The experiment with everything that was changed. */
  present: Experiment;

  /** @param told After each change, of the experiment before it. */
  constructor(
    private readonly network: BuiltNetwork,
    experiment: Experiment,
    private readonly told: (before: Experiment) => void,
  ) {
    this.present = experiment;
  }

  /** Throws what the core says of it; then all is as it was. */
  change(change: LiveChange): void {
    const before = this.present;
    const wanted = changed(before, change);
    if (same(before, wanted)) return;
    const done: ((to: RunSpec) => void)[] = [];
    try {
      for (const set of this.settersOf(before.spec, change)) {
        set(wanted.spec);
        done.push(set);
      }
    } catch (error) {
      for (const set of done) set(before.spec);
      throw error;
    }
    const { network } = this;
    const layers = withRates(network.spec.layers, ratesOf(wanted.spec.layers));
    network.spec = { ...network.spec, ...wanted.spec, layers };
    this.present = wanted;
    this.told(before);
  }

  private settersOf(before: RunSpec, change: LiveChange): ((to: RunSpec) => void)[] {
    const { model } = this.network;
    const { optimizer, batchSize, augmentation, layers } = change;
    const setters: ((to: RunSpec) => void)[] = [];
    if (batchSize !== undefined) setters.push((to) => model.setBatchSize(to.batchSize));
    if (
      optimizer &&
      same({ ...before.optimizer, learningRate: 0 }, { ...optimizer, learningRate: 0 })
    ) {
      // Another optimizer remembers nothing; another rate forgets nothing.
      setters.push((to) => model.setLearningRate(to.optimizer.learningRate));
    } else if (optimizer) {
      setters.push((to) => model.setOptimizer(to.optimizer));
    }
    if (augmentation) setters.push((to) => model.setAugmentation(to.augmentation));
    if (layers) {
      if (!sameButRates(before.layers, layers)) {
        throw new Error(
          'change: of the layers only the rates of dropout can be changed in a run; others begin a ' +
            'new one',
        );
      }
      setters.push((to) => this.setRates(ratesOf(to.layers)));
    }
    return setters;
  }

  /** The rates of the layers that have one, in their order. */
  private setRates(rates: readonly number[]): void {
    const { network } = this;
    const layers = network.model.layers().filter(({ changeable }) => changeable === 'rate');
    layers.forEach((layer, i) => {
      const rate = rates[i];
      if (rate === undefined || layer.settings['rate'] === rate) return;
      network.model.editing.setDropout(layer.name, rate);
    });
    network.layers = network.model.layers();
  }
}
