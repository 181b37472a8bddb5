import type { AugmentationSpec } from 'receptive';

/** The ways in which training changes its pictures, in the order of the page. */
export const augmentationKinds = [
  'shift',
  'rotation',
  'scale',
  'shear',
  'elastic',
  'erasing',
  'noise',
] as const;

export type AugmentationKind = (typeof augmentationKinds)[number];

/** The core's specification with the limit of each, 0 where it is off. */
export type Augmentation = AugmentationSpec & Record<AugmentationKind, number>;

export interface AugmentationRule {
  title: string;
  /** What it does, as the end of "Each picture is ...". */
  does: string;
  max: number;
  step: number;
  unit: 'pixels' | '°' | '%';
}

export const augmentationRules: Record<AugmentationKind, AugmentationRule> = {
  shift: { title: 'Shift', does: 'moved', max: 8, step: 0.5, unit: 'pixels' },
  rotation: { title: 'Rotation', does: 'turned', max: 45, step: 1, unit: '°' },
  scale: { title: 'Scale', does: 'made larger or smaller', max: 0.5, step: 0.01, unit: '%' },
  shear: { title: 'Shear', does: 'slanted', max: 1, step: 0.05, unit: '%' },
  elastic: { title: 'Elastic', does: 'bent (Simard)', max: 3, step: 0.1, unit: 'pixels' },
  erasing: { title: 'Erasing', does: 'covered by paper', max: 0.8, step: 0.05, unit: '%' },
  noise: { title: 'Noise', does: 'made noisy', max: 0.5, step: 0.01, unit: '%' },
};

export const noAugmentation: Augmentation = {
  shift: 0,
  rotation: 0,
  scale: 0,
  shear: 0,
  elastic: 0,
  erasing: 0,
  noise: 0,
};

/** A preset's, with 0 for what it leaves out. */
export function completeAugmentation(spec: AugmentationSpec | undefined): Augmentation {
  return { ...noAugmentation, ...spec };
}

export function changesPictures(augmentation: Augmentation): boolean {
  return augmentationKinds.some((kind) => augmentation[kind] > 0);
}

/** As a person reads it: '2 pixels', '15 °', '10 %', 'off'. */
export function amount(kind: AugmentationKind, value: number): string {
  if (value === 0) return 'off';
  const { unit } = augmentationRules[kind];
  if (unit === '%') return `${Math.round(value * 100)} %`;
  return unit === 'pixels' && value === 1 ? '1 pixel' : `${value} ${unit}`;
}
