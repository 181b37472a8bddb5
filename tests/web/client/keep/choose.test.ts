import { describe, expect, it } from 'vitest';
import { experimentOf } from '../../../../web/protocol/experiment';
import type { ListedRun } from '../../../../web/protocol/keep';
import { withSettings } from '../../../../web/protocol/settings';
import { ago, runToRestore, savedWhen } from '../../../../web/client/keep/choose';
import { presets } from '../worker-double';

const experiment = experimentOf(presets[0]!, 'xo');

const listed = (id: string, more: Partial<ListedRun> = {}): ListedRun => ({
  id,
  name: '',
  kind: 'automatic',
  experiment,
  data: 'X and O',
  network: 'three',
  parameterCount: 326,
  step: 10,
  epoch: 0.1,
  testAccuracy: 0.9,
  testExamples: 100,
  savedAt: 0,
  bytes: 1000,
  open: 'no',
  ...more,
});

describe('the run that a page goes on with', () => {
  const runs = [
    listed('copy', { kind: 'copy' }),
    listed('newest'),
    listed('older', { experiment: withSettings(experiment, { seed: 5 }) }),
    listed('busy', { open: 'elsewhere', experiment: withSettings(experiment, { seed: 8 }) }),
  ];

  it('in a new tab is the newest automatic one, unless another tab has it', () => {
    expect(runToRestore({ runs })?.id).toBe('newest');
    const open = listed('open', { open: 'elsewhere' });
    expect(runToRestore({ runs: [open, ...runs] })).toBeUndefined();
  });

  it('after a reload is the one that was there, or none when that had no step', () => {
    expect(runToRestore({ runs, before: 'older' })?.id).toBe('older');
    expect(runToRestore({ runs, before: 'unknown' })).toBeUndefined();
    expect(runToRestore({ runs, before: 'busy' })).toBeUndefined();
  });

  it('with a link is one of the same experiment only', () => {
    const linked = withSettings(experiment, { seed: 5 });
    expect(runToRestore({ runs, linked })?.id).toBe('older');
    expect(runToRestore({ runs, linked: withSettings(experiment, { seed: 6 }) })).toBeUndefined();
    expect(runToRestore({ runs, linked, before: 'newest' })).toBeUndefined();
  });

  it('after a reload is the one that was there, though the address knows a later rate', () => {
    const linked = withSettings(experiment, { learningRate: 0.77, momentum: 0.5 });
    expect(runToRestore({ runs, linked, before: 'newest' })?.id).toBe('newest');
    expect(runToRestore({ runs, linked })).toBeUndefined();
  });

  it('is none where nothing is kept', () => {
    expect(runToRestore({ runs: [] })).toBeUndefined();
  });
});

describe('when a run was saved', () => {
  it('is told from the closing of the page, where that is known', () => {
    expect(savedWhen(1000, 4200, 10_000)).toBe('saved 3 seconds before the page was closed');
    expect(savedWhen(1000, 2000, 10_000)).toBe('saved 1 second before the page was closed');
    expect(savedWhen(1000, 1200, 10_000)).toBe('saved as the page was closed');
  });

  it('is told from now after a crash', () => {
    expect(savedWhen(0, undefined, 7_300_000)).toBe('saved 2 hours ago');
    // Of an earlier closing.
    expect(savedWhen(5000, 4000, 70_000)).toBe('saved 1 minute ago');
    expect(ago(10_000)).toBe('less than a minute ago');
    expect(ago(90_000_000)).toBe('1 day ago');
  });
});
