import type { GradientPart } from 'receptive';

/** How a layer of this type weighs what comes back through it. */
export function passesBack({ type, factors }: Pick<GradientPart, 'type' | 'factors'>): string {
  if (/^max|globalMax/i.test(type)) return '1 where this square won its window, else 0';
  if (/conv/i.test(type)) return 'a full convolution: gradients × the flipped filter';
  if (type === 'dense') return 'gradients × this unit’s column of the weights';
  if (type === 'relu') {
    return factors[0] === 0
      ? 'it was not above 0, so nothing passes'
      : 'it was above 0, so all passes';
  }
  if (/tanh|sigmoid|elu/i.test(type)) return 'times the slope of the curve here';
  if (/pool|subsampling/i.test(type)) return 'its share of each window';
  if (/normalization/i.test(type)) return 'times how much the normalized value follows this one';
  if (/softmax/i.test(type)) return 'times how each share follows this score';
  return '';
}

/** What the factors of such a layer are called. */
export function factorName(type: string): string {
  if (/conv/i.test(type)) return 'flipped filter';
  if (/^max|globalMax/i.test(type)) return 'won';
  if (type === 'relu') return 'mask';
  if (type === 'dense') return 'weight';
  return /tanh|sigmoid|elu/i.test(type) ? 'slope' : 'factor';
}
