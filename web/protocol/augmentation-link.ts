import {
  augmentationKinds,
  augmentationRules,
  noAugmentation,
  type Augmentation,
} from './augmentation';

/** For the URL: 'shift:2,rotation:15', or 'none'. */
export function encodeAugmentation(augmentation: Augmentation): string {
  const parts = augmentationKinds
    .filter((kind) => augmentation[kind] > 0)
    .map((kind) => `${kind}:${augmentation[kind]}`);
  return parts.join(',') || 'none';
}

/** The reverse; a problem, in a sentence, when it is not that. */
export function decodeAugmentation(text: string): { value: Augmentation } | { problem: string } {
  const augmentation = { ...noAugmentation };
  if (text === 'none') return { value: augmentation };
  for (const part of text.split(',')) {
    const [name, amount = '', ...others] = part.split(':');
    const kind = augmentationKinds.find((known) => known === name);
    const value = amount.trim() === '' ? NaN : Number(amount);
    if (!kind || others.length > 0) {
      return { problem: `Augmentation must be one of ${augmentationKinds.join(', ')}.` };
    }
    const { title, max } = augmentationRules[kind];
    if (!(value >= 0 && value <= max)) {
      return { problem: `${title} of the augmentation must be a number from 0 to ${max}.` };
    }
    augmentation[kind] = value;
  }
  return { value: augmentation };
}
