import { describe, expect, it } from 'vitest';
import { late } from '../../../web/protocol/late';

describe('a part that is fetched when it is wanted', () => {
  it('is fetched once for all who ask, and is there then', async () => {
    let fetches = 0;
    const part = late(async () => ({ number: ++fetches }));
    expect(part.here).toBeUndefined();
    const [one, other] = await Promise.all([part(), part()]);
    expect(one).toBe(other);
    expect(part.here).toBe(one);
    expect(await part()).toBe(one);
    expect(fetches).toBe(1);
  });

  it('that does not come is told of in a sentence, and fetched anew by who asks next', async () => {
    const failure = new TypeError('Failed to fetch dynamically imported module');
    const answers: (() => string)[] = [
      () => {
        throw failure;
      },
      () => 'here',
    ];
    const part = late(async () => answers.shift()!());
    const both = await Promise.allSettled([part(), part()]);
    for (const answer of both) {
      expect(answer).toMatchObject({
        reason: {
          message: expect.stringMatching(/^This part of the page could not be fetched\. .*\.$/),
          cause: failure,
        },
      });
    }
    expect(part.here).toBeUndefined();
    expect(await part()).toBe('here');
  });
});
