import { isKept } from '../../protocol/data-sets';
import { variantTitles } from '../../protocol/engine';
import { lossOf, momentumOf } from '../../protocol/experiment';
import type { Hideable, PageLink } from '../../protocol/link';
import { changesPictures } from '../../protocol/augmentation';
import { optimizerTitles } from '../../protocol/titles';

export interface LinkWords {
  /** What the link restores: a name and its value. */
  lines: [name: string, value: string][];
  /** What it cannot. */
  lacks: string[];
}

/** What is in a link, for people. */
export function linkWords(
  { experiment, engine, shown }: PageLink,
  titles: { data: string; network: string; stage: string },
): LinkWords {
  const { batchSize, optimizer, seed, augmentation } = experiment.spec;
  const momentum = momentumOf(optimizer);
  const { classWeight } = lossOf(experiment.spec);
  const recipe = [
    optimizerTitles[optimizer.type],
    ...(momentum > 0 ? [`momentum ${momentum}`] : []),
    `learning rate ${optimizer.learningRate}`,
    `batches of ${batchSize}`,
    `seed ${seed}`,
    ...(classWeight ? [`class weights ${String(classWeight)}`] : []),
  ];
  const changes = changesPictures(augmentation);
  const view = [
    titles.stage,
    ...(shown.mode === 'gradients' ? ['gradients in front'] : []),
    ...(shown.picture === undefined ? [] : [`test picture ${shown.picture + 1}`]),
  ];
  const { variant, threads } = engine;
  const chosen = [
    variant === 'auto' ? 'the fastest that starts' : variantTitles[variant],
    ...(threads === undefined ? [] : [`${threads} ${threads === 1 ? 'thread' : 'threads'}`]),
  ];
  const lacks = [
    'The trained weights: whoever opens the link starts at step 0, with the same start.',
  ];
  if (isKept(experiment.data)) {
    lacks.unshift(
      `The pictures of “${titles.data}”: they are in this browser only. Save the set as a file and ` +
        'give that along.',
    );
  }
  return {
    lines: [
      ['Data set', titles.data],
      ['Network', titles.network],
      ['Recipe', `${recipe.join(', ')}${changes ? ', pictures changed at random' : ''}`],
      ['Shown', view.join(', ')],
      ['Engine', chosen.join(', ')],
    ],
    lacks,
  };
}

/** What a teacher may take off the page, as the dialog calls it. */
export const hideables: Record<Hideable, string> = {
  data: 'Choosing and opening data',
  network: 'Choosing the network',
  recipe: 'The recipe',
  curves: 'The curves',
  pad: 'Drawing and prediction',
  tabs: 'The other tabs',
  build: 'The Build tab',
  keep: 'Runs, models and links',
};
