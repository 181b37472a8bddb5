import { describe, expect, it } from 'vitest';
import { runForModel } from '../../../../web/client/keep/model-run';
import { experimentOf } from '../../../../web/protocol/experiment';
import { presets, setUpOf } from '../worker-double';

const xo = experimentOf(presets[0]!, 'xo');
const present = setUpOf(1, xo);
const like = { input: [1, 9, 9] as [number, number, number], classes: 2 };

describe('a model file is opened', () => {
  it('on its own data set where that is here', () => {
    expect(runForModel(xo, true, like, present)).toEqual({ experiment: xo });
  });

  it('on Digits in place of MNIST, and says so', () => {
    const linked = { ...xo, data: 'mnist' as const };
    const reads = { input: [1, 28, 28] as [number, number, number], classes: 10 };
    expect(runForModel(linked, true, reads, present)).toEqual({ experiment: linked });
    const run = runForModel(linked, false, reads, present);
    expect(run).toMatchObject({ experiment: { ...linked, data: 'digits' } });
    expect(run.note).toMatch(/trained on MNIST, which is not here yet: it is shown on Digits/);
  });

  it('on pictures of the same size where its own set is gone', () => {
    const linked = { ...xo, data: 'kept:gone' as const };
    const run = runForModel(linked, false, like, present);
    expect(run).toMatchObject({ experiment: { ...linked, data: 'xo' } });
    expect(run.note).toMatch(/shown on X and O, which has pictures of the same size/);
  });

  it('not at all where nothing fits: it is said what is missing', () => {
    const linked = { ...xo, data: 'kept:gone' as const };
    const reads = { input: [3, 28, 32] as [number, number, number], classes: 4 };
    expect(runForModel(linked, false, reads, present)).toEqual({
      problem:
        'This model was trained on a data set that this browser does not have, and the present one ' +
        'has other pictures. It reads 32×28 pixels, in colour, and tells 4 classes apart. Open its ' +
        'data set first, then this file again.',
    });
    expect(runForModel(linked, false, { ...like, classes: 3 }, present)).toHaveProperty('problem');
    expect(runForModel(linked, false, undefined, present)).toHaveProperty('problem');
  });
});
