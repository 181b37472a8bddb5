import { describe, expect, it } from 'vitest';
import { Ranking } from '../../../web/worker/picture/ranking';

describe('Ranking', () => {
  it('shows all maps in their own order when there is room', () => {
    expect(new Ranking().choose('conv', [1, 5, 3], 3)).toEqual([0, 1, 2]);
  });

  it('shows the strongest first when there is not', () => {
    expect(new Ranking().choose('conv', [1, 5, 3, 4], 2)).toEqual([1, 3]);
  });

  it('keeps places while strengths tremble', () => {
    const ranking = new Ranking();
    const first = ranking.choose('conv', [1, 5, 3, 4, 3.9], 3);
    for (let frame = 0; frame < 200; ++frame) {
      const shaken = [1, 4, 3, 5, 3.9].map((strength) => strength * (1 + 0.2 * Math.sin(frame)));
      expect(ranking.choose('conv', shaken, 3)).toEqual(first);
    }
  });

  it('lets a much stronger map take the place of the weakest, and only that', () => {
    const ranking = new Ranking();
    expect(ranking.choose('conv', [1, 5, 3, 4], 3)).toEqual([1, 3, 2]);
    let shown: number[] = [];
    for (let frame = 0; frame < 60; ++frame) shown = ranking.choose('conv', [9, 5, 3, 4], 3);
    expect(shown).toEqual([1, 3, 0]);
  });

  it('exchanges at most one map in fifteen frames', () => {
    const ranking = new Ranking();
    let before = ranking.choose('conv', [1, 1, 1, 2, 2, 2], 3);
    let exchanges = 0;
    for (let frame = 0; frame < 30; ++frame) {
      const shown = ranking.choose('conv', [100, 100, 100, 2, 2, 2], 3);
      exchanges += shown.filter((map, place) => map !== before[place]).length;
      before = shown;
    }
    expect(exchanges).toBe(2);
  });
});
