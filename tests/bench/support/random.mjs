/**
 * Park and Miller's generator (1988): numbers from 0 to below 1, the same on every machine.
 * @param {number} seed
 */
export function randomFrom(seed) {
  let state = 1 + (Math.abs(Math.trunc(seed)) % 2147483645);
  return () => {
    state = (state * 48271) % 2147483647;
    return (state - 1) / 2147483646;
  };
}

/**
 * A part of the list, chosen by chance.
 * @template T
 * @param {T[]} list
 * @param {number} count
 * @param {() => number} random
 */
export function chosen(list, count, random) {
  const left = [...list];
  for (let i = 0; i < Math.min(count, left.length); ++i) {
    const other = i + Math.floor(random() * (left.length - i));
    [left[i], left[other]] = [/** @type {T} */ (left[other]), /** @type {T} */ (left[i])];
  }
  return left.slice(0, count);
}
