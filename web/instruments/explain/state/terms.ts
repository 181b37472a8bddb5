/** One term of a long sum. */
export interface Term {
  /** Place in what is read, for the words; -1 for padding. */
  place: number;
  value: number;
  factor: number;
  /** What the two make. */
  product: number;
  /** Place in the parameter, where the factor is a weight. */
  weight?: number;
}

export interface TermList {
  /** The strongest products, strongest first. */
  terms: Term[];
  /** All the others together. */
  rest: { count: number; sum: number };
  total: number;
}

/**
 * Cuts a long sum into its strongest terms and the rest, as one number.
 *
 * @param combine What a value and its factor make; their product by default.
 */
export function strongest(
  { places, values, factors, weights }: SumParts,
  shown: number,
  combine = (value: number, factor: number): number => value * factor,
): TermList {
  const all = Array.from(places, (place, i): Term => {
    const value = values[i]!;
    const factor = factors?.[i] ?? 1;
    const weight = weights?.[i];
    const term = { place, value, factor, product: combine(value, factor) };
    return weight === undefined ? term : { ...term, weight };
  });
  all.sort((a, b) => Math.abs(b.product) - Math.abs(a.product));
  const sumOf = (list: readonly Term[]): number => list.reduce((sum, one) => sum + one.product, 0);
  const rest = all.slice(shown);
  return {
    terms: all.slice(0, shown),
    rest: { count: rest.length, sum: sumOf(rest) },
    total: sumOf(all),
  };
}

export interface SumParts {
  places: ArrayLike<number>;
  values: ArrayLike<number>;
  factors?: ArrayLike<number> | undefined;
  weights?: ArrayLike<number> | undefined;
}
