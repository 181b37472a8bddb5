import { describe, expect, it } from 'vitest';
import { stages, stagesOf } from './stages.mjs';

describe('npm test -- --only', () => {
  it('has four groups, which together are everything', () => {
    const groups = ['core', 'package', 'web', 'browser'].flatMap((group) => stagesOf(group));
    expect(new Set(groups)).toEqual(new Set(stages));
    expect(groups.length).toBe(stages.length);
  });

  it('takes a stage by its name, and several with commas, in the usual order', () => {
    expect(stagesOf('debug').map(({ name }) => name)).toEqual(['debug']);
    expect(stagesOf('tidy,native').map(({ name }) => name)).toEqual(['native', 'tidy']);
  });

  it('takes a name that is a group and a stage as the group', () => {
    expect(stagesOf('package').map(({ name }) => name)).toEqual(['package', 'peers']);
    expect(stagesOf('browser').map(({ name }) => name)).toEqual([
      'browser',
      'mishaps',
      'walks',
      'engines',
    ]);
  });

  it('says which names there are', () => {
    expect(() => stagesOf('native,everything')).toThrow(/no stage "everything"; there are .*core/);
  });
});
