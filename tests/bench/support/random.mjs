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
