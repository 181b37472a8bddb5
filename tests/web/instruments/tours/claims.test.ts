import { describe, expect, it } from 'vitest';
import { tours } from '../../../../web/instruments/tours/words';
import { backwardsClaims } from './claims/backwards';
import { convolutionClaims } from './claims/convolution';
import { ladderClaims } from './claims/ladder';
import type { Claim } from './claims/lesson';
import { poolingClaims } from './claims/pooling';
import { xoClaims } from './claims/xo';

// Every sentence of the tours that has a number in it is computed: by the engine on the net of the
// figure beside it, or by plain loops. A sentence that nobody computes fails the last test.

const claims: Record<string, Claim[]> = {
  xo: xoClaims,
  convolution: convolutionClaims,
  backwards: backwardsClaims,
  pooling: poolingClaims,
  ladder: ladderClaims,
};

const numbered =
  /\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|half|quarter|twice|tenth)\b/i;

function sentences(tour: string): string[] {
  const { steps } = tours.find(({ id }) => id === tour)!;
  return steps.flatMap(({ text }) => text.flatMap((one) => one.split(/(?<=[.?!…]”?) (?=\S)/)));
}

for (const [tour, list] of Object.entries(claims)) {
  describe(`what the tour “${tour}” says`, () => {
    for (const { says, holds } of list) {
      it(`holds: ${says[0]!}`, async () => {
        // What is computed is what is said today.
        for (const sentence of says) expect(sentences(tour)).toContain(sentence);
        await holds();
      });
    }
  });
}

describe('the sentences with numbers', () => {
  it('are all computed', () => {
    const computed = Object.values(claims).flatMap((list) => list.flatMap(({ says }) => says));
    const said = tours.flatMap(({ id }) => sentences(id)).filter((one) => numbered.test(one));
    expect(said.filter((sentence) => !computed.includes(sentence))).toEqual([]);
  });
});
