/** Less than this is rounding. */
export const noticed = 1e-3;

/** The share of the votes that no class has, 0 where they add up to 1. */
export function shareOfNone(votes: Float32Array | undefined): number {
  if (!votes?.every((vote) => vote >= 0 && vote <= 1)) return 0;
  const left = 1 - votes.reduce((sum, vote) => sum + vote, 0);
  return left > noticed && left <= 1 ? left : 0;
}
