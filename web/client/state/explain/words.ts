import type { UnitArithmetic } from 'receptive';
import { count, exact } from '../format';

/** What a rule does, in a few words; the numbers follow. */
export function ruleWords({ rule, type, window, reads }: UnitArithmetic): string {
  const terms = reads.reduce((all, { places }) => all + places.length, 0);
  switch (rule) {
    case 'weightedSum':
      return window
        ? 'What the window covers × the filter, added up, + bias'
        : `Each of ${count(terms)} numbers × its weight, added up, + bias`;
    case 'mean':
      if (!window) return 'The mean of all numbers that it reads';
      return /subsampling/i.test(type)
        ? 'What the window covers × the one weight of the map, added up, + bias'
        : 'The mean of what the window covers';
    case 'max':
      return window ? 'The largest number that the window covers' : 'The largest of all numbers';
    case 'rootOfSquares':
      return 'The root of the sum of the squares of what the window covers';
    case 'softmax':
      return 'e to the score, as a share of all classes’';
    case 'copy':
      return /dropout/i.test(type)
        ? 'The number is handed on as it is: dropout only works in training'
        : 'The number is handed on as it is, at another place';
    case 'sum':
      return `The sum of ${count(terms)} numbers`;
    case 'distance':
      return 'Minus the squared differences from a prototype, added up';
    case 'constant':
      return 'A number that is put there';
    case 'function':
    case 'normalize':
      return '';
  }
}

/** Other numbers of a formula, named: "mean 0.12, variance 0.9". */
export function numbersWords(numbers: Record<string, number>): string {
  return Object.entries(numbers)
    .map(([name, value]) => `${spaced(name)} ${exact(value)}`)
    .join(', ');
}

/** sumOfExponentials becomes sum of exponentials. */
function spaced(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
