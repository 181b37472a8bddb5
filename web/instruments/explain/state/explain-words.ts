import type { UnitArithmetic, WeightArithmetic } from 'receptive';
import { count, exact, inWords } from '../../../client/words/format';
import { layerOf, size, type ShownNetwork } from './subject';

/** What a rule does, in a few words; the numbers follow. */
export function ruleWords({ rule, window, reads }: UnitArithmetic): string {
  const terms = reads.reduce((all, { places }) => all + places.length, 0);
  switch (rule) {
    case 'weightedSum':
      return window
        ? 'What the window covers × the filter, added up, + bias'
        : `Each of ${count(terms)} numbers × its weight, added up, + bias`;
    case 'mean':
      if (!window) return 'The mean of all numbers that it reads';
      return reads[0]?.parameter
        ? 'What the window covers × the one weight of the map, added up, + bias'
        : 'The mean of what the window covers';
    case 'max':
      return window ? 'The largest number that the window covers' : 'The largest of all numbers';
    case 'rootOfSquares':
      return 'The root of the sum of the squares of what the window covers';
    case 'softmax':
      return 'e to the score, as a share of all classes’';
    case 'copy':
      return 'The number is handed on as it is, at another place';
    case 'sum':
      return `The sum of ${count(terms)} numbers`;
    case 'distance':
      return 'How near the input comes to the prototype: minus each squared difference, added up. The nearest to 0 wins';
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

/** What the network does with this weight, before it is said how it is learned. */
export function weightRole(
  { parameter, layer, uses }: WeightArithmetic,
  network: ShownNetwork,
): string {
  const parameters = layerOf(network, layer)?.parameters ?? [];
  const shape = parameters.find(({ name }) => name === parameter)?.shape ?? [];
  const places = `${uses.total < 11 ? inWords(uses.total) : count(uses.total)} place${uses.total === 1 ? '' : 's'}`;
  if (shape.length === 4) {
    const filter = size(shape.slice(1));
    return `One of the ${filter < 11 ? inWords(filter) : count(filter)} numbers of this filter: what lies under it is multiplied with it, at ${places}.`;
  }
  if (shape.length === 2) {
    return 'One number of this unit is multiplied with it, and all these products are added up.';
  }
  return `It is used at ${places} of this layer.`;
}
