import type { Conv2dLayer, LayerSpec } from 'receptive';
import type { LessonNet } from '../commands';

/** A row of numbers under one filter. */
export function rowUnderFilter(
  image: readonly number[],
  filter: readonly number[],
  padding: NonNullable<Conv2dLayer['padding']> = 'valid',
): LessonNet {
  return {
    spec: {
      input: [1, 1, image.length],
      layers: [
        {
          type: 'conv2d',
          name: 'filter',
          filters: 1,
          kernelSize: [1, filter.length],
          padding,
          useBias: false,
        },
      ],
    },
    values: { 'filter.weight': filter },
    image,
  };
}

/** A row of numbers through layers that have no weights. */
export function rowThrough(image: readonly number[], layers: LayerSpec[]): LessonNet {
  return { spec: { input: [1, 1, image.length], layers }, image };
}
