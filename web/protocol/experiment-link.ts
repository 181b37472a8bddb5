import { encodeAugmentation } from './augmentation-link';
import { ratesOf } from './dropout';
import { hasMomentum, lossOf, ownNetwork, type Experiment } from './experiment';
import { encodeLayers } from './layers-text';
import { settingNames, settings } from './settings';

/** Every name that a link may hold of an experiment. */
export const linkFields = [
  'data',
  'network',
  'optimizer',
  ...settingNames.map((name) => settings[name].link),
  'augment',
  'dropout',
  'layers',
  'loss',
];

/**
 * The experiment as the part of a URL behind '#'. Every field that the page shows is written, so that a
 * link keeps its meaning when the recipe of a preset changes.
 */
export function encodeExperiment(experiment: Experiment): string {
  const { data, network, spec } = experiment;
  const query = new URLSearchParams({ data, network, optimizer: spec.optimizer.type });
  for (const name of settingNames) {
    if (name === 'momentum' && !hasMomentum(spec.optimizer.type)) continue;
    query.set(settings[name].link, String(settings[name].of(experiment)));
  }
  query.set('augment', encodeAugmentation(spec.augmentation));
  if (network === ownNetwork) {
    query.set('layers', encodeLayers(spec.layers));
  } else {
    const rates = ratesOf(spec.layers);
    if (rates.length > 0) query.set('dropout', rates.join('_'));
  }
  if (spec.loss !== undefined) query.set('loss', encodeLayers([lossOf(spec)]));
  return query.toString();
}
