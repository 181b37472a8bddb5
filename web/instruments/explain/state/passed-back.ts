import type { Reader } from '../protocol';

/** How a layer weighs what comes back through it; `factor` is the first that it is weighed with. */
export function passesBack({ rule, windowed }: Reader, factor: number | undefined): string {
  switch (rule) {
    case 'max':
      return '1 where this square won its window, else 0';
    case 'weightedSum':
      return windowed
        ? 'a full convolution: gradients × the flipped filter'
        : 'gradients × this unit’s column of the weights';
    case 'function':
      if (factor === 0) return 'the curve is flat here, so nothing passes';
      return factor === 1
        ? 'the slope of the curve is 1 here, so all passes'
        : 'times the slope of the curve here';
    case 'mean':
    case 'rootOfSquares':
      return 'its share of each window';
    case 'distance':
      return 'gradients × minus twice the difference from the prototype';
    case 'normalize':
      return 'times how much the normalized value follows this one';
    case 'softmax':
      return 'times how each share follows this score';
    case 'copy':
    case 'sum':
      return 'it is handed on as it is, and so is the gradient';
    case 'constant':
      return '';
  }
}

/** What the factors of such a layer are called. */
export function factorName({ rule, windowed }: Reader): string {
  switch (rule) {
    case 'weightedSum':
      return windowed ? 'flipped filter' : 'weight';
    case 'max':
      return 'won';
    case 'function':
      return 'slope';
    case 'distance':
      return '−2 × difference';
    default:
      return 'factor';
  }
}
