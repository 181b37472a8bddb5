import { describe, expect, it } from 'vitest';
import { Stop } from '../../wasm/toolchain/run.mjs';
import { runWorks, table } from './schedule.mjs';

const turn = () => new Promise<void>((done) => setTimeout(done, 5));

describe('the order of builds and tests', () => {
  it('tests what is built while the next is being built, one thing at a time each', async () => {
    const said: string[] = [];
    const work = (name: string) => ({
      name,
      build: async () => {
        said.push(`build ${name}`);
        await turn();
      },
      test: async () => {
        said.push(`test ${name}`);
        await turn();
        await turn();
        said.push(`end ${name}`);
      },
    });
    await runWorks([work('a'), work('b'), work('c')], () => {});
    expect(said.filter((word) => word.startsWith('build'))).toEqual([
      'build a',
      'build b',
      'build c',
    ]);
    expect(said.filter((word) => !word.startsWith('build'))).toEqual(
      ['a', 'b', 'c'].flatMap((name) => [`test ${name}`, `end ${name}`]),
    );
    expect(said.indexOf('build b')).toBeLessThan(said.indexOf('end a'));
  });

  it('leaves out the tests of a build that fails, and goes on', async () => {
    const said: string[] = [];
    const failures: string[] = [];
    const fails = async () => {
      throw new Stop('no compiler');
    };
    const seconds = await runWorks(
      [
        { name: 'a', build: fails, test: async () => void said.push('a') },
        { name: 'b', build: undefined, test: async () => void said.push('b') },
      ],
      (name, error) => failures.push(`${name}: ${error.message}`),
    );
    expect(said).toEqual(['b']);
    expect(failures).toEqual(['a: no compiler']);
    expect([...seconds.keys()]).toEqual(['a', 'b']);
  });

  it('does not take a fault of its own for a failed build', async () => {
    const fails = async () => {
      throw new TypeError('a fault');
    };
    await expect(runWorks([{ name: 'a', build: fails, test: fails }], () => {})).rejects.toThrow(
      'a fault',
    );
  });

  it('ends with a table of seconds', () => {
    const seconds = new Map([
      ['native', { build: 61.24, test: 20 }],
      ['tidy', { build: 100, test: 0 }],
    ]);
    expect(table(seconds, 123.4)).toBe(
      [
        'seconds      build     test',
        'native        61.2     20.0',
        'tidy         100.0         ',
        'together     123.4 (builds and tests go on side by side)',
      ].join('\n'),
    );
  });
});
