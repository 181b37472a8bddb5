import type { Engine } from 'receptive';

/**
 * Bytes of the engine's memory that a call leaves behind each time, at least: the first may make
 * something that stays, and a thread that begins beside one takes memory of its own.
 */
export function leftBehind(engine: Pick<Engine, 'memory'>, call: () => void): number {
  let least = Infinity;
  for (let tries = 0; tries < 6 && least > 0; ++tries) {
    const before = engine.memory().used;
    call();
    least = Math.min(least, Math.max(0, engine.memory().used - before));
  }
  return least;
}
