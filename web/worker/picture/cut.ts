/** Items `indices` of `values`, each `itemLength` long, one after the other in a new array. */
export function cutItems(
  values: Float32Array,
  itemLength: number,
  indices: readonly number[],
): Float32Array {
  const cut = new Float32Array(indices.length * itemLength);
  indices.forEach((index, place) => {
    cut.set(values.subarray(index * itemLength, (index + 1) * itemLength), place * itemLength);
  });
  return cut;
}

/** The first `kept` values of each of the items `indices`. */
export function cutItemHeads(
  values: Float32Array,
  itemLength: number,
  kept: number,
  indices: readonly number[],
): Float32Array {
  if (kept === itemLength) return cutItems(values, itemLength, indices);
  const cut = new Float32Array(indices.length * kept);
  indices.forEach((index, place) => {
    const start = index * itemLength;
    cut.set(values.subarray(start, start + kept), place * kept);
  });
  return cut;
}

/** Largest absolute value; infinite or NaN values do not count, so that a scale can be drawn. */
export function largest(values: Float32Array): number {
  let limit = 0;
  for (const value of values) {
    const size = Math.abs(value);
    if (size > limit && size < Infinity) limit = size;
  }
  return limit;
}

/** Mean absolute value of each of the items. */
export function strengths(values: Float32Array, itemLength: number): Float64Array {
  const means = new Float64Array(values.length / itemLength);
  for (let item = 0; item < means.length; ++item) {
    let sum = 0;
    const end = (item + 1) * itemLength;
    for (let i = item * itemLength; i < end; ++i) sum += Math.abs(values[i]!);
    means[item] = sum / itemLength;
  }
  return means;
}

/** 0, 1, ..., count - 1 */
export function firstIndices(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

/** Euclidean length of `count` values from `first`. */
export function lengthOf(values: Float32Array, first: number, count: number): number {
  let sum = 0;
  for (let i = first; i < first + count; ++i) sum += values[i]! * values[i]!;
  return Math.sqrt(sum);
}
