import { describe, expect, it } from 'vitest';
import { methodTexts } from '../../../../web/instruments/looks/state/methods';

const onPaper = { paper: [255], ink: [0] };

describe('what speaks for a class', () => {
  const read = (set: Parameters<typeof methodTexts>[0]) =>
    methodTexts(set).find(({ id }) => id === 'gradient')!.read;

  it('is said of ink only where more ink is a larger value', () => {
    expect(read({ channels: 1 })).toMatch('more ink here would raise the score');
    expect(read({ channels: 1, paint: onPaper })).toMatch('brighter pixels here would raise');
    expect(read({ channels: 3 })).toMatch('brighter pixels here would raise');
  });
});
