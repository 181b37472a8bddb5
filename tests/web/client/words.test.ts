import { describe, expect, it } from 'vitest';
import { cellText } from '../../../web/client/paint/cellText';
import * as format from '../../../web/client/words/format';
import { describeColumns, pair } from '../../../web/client/paint/columns';
import { invitation, narrate as narrateWith } from '../../../web/client/words/narration';
import { tellProgress } from '../../../web/client/words/progress';
import type { DataSetId } from '../../../web/protocol/data-sets';
import { experimentOf } from '../../../web/protocol/experiment';
import { frameOf, presets, setUpOf } from './worker-double';

const narrate = (situation: Parameters<typeof narrateWith>[0]): string =>
  narrateWith(situation, tellProgress);

const setUp = setUpOf(1, experimentOf(presets[0]!, 'xo'));

describe('figures', () => {
  it('have their unit, and a dash where there is none yet', () => {
    expect(format.percent(0.98765)).toBe('98.8 %');
    expect(format.percent(NaN)).toBe('–');
    expect(format.loss(0.08131)).toBe('0.0813');
    expect(format.loss(2.30258)).toBe('2.303');
    expect(format.loss(3.1e-5)).toBe('3.1e-5');
    expect(format.rate(41_234)).toBe('41,200');
    expect(format.rate(NaN)).toBe('0');
    expect(format.exact(-0.78125)).toBe('−0.7813');
    expect(format.exact(NaN)).toBe('NaN');
  });

  it('are short inside a square', () => {
    expect([0, 1, -1, 0.777, -0.111, 12.34, 150.2, 0.00002, NaN].map(cellText)).toEqual([
      '0',
      '1',
      '−1',
      '0.78',
      '−0.11',
      '12',
      '150',
      '2e-5',
      'NaN',
    ]);
  });
});

describe('columns', () => {
  const columns = describeColumns(setUp);

  it('look through what only rearranges', () => {
    expect(columns.map(({ name, kind }) => [name, kind])).toEqual([
      ['input', 'input'],
      ['conv2d', 'layer'],
      ['dense', 'output'],
    ]);
    expect(columns[2]!.between.map(({ name }) => name)).toEqual(['flatten']);
  });

  it('draw the rows of a dense layer as the maps that they read', () => {
    expect(columns[2]!.filters).toMatchObject({ count: 2, parts: 3, height: 7, width: 7 });
    expect(columns[1]!.filters).toMatchObject({ count: 3, parts: 1, height: 3, width: 3 });
  });

  it('say what they are', () => {
    expect(columns[1]).toMatchObject({
      title: 'convolution',
      detail: '3 of 3×3',
      shape: '7×7×3',
    });
  });

  it('read sizes as one number or two', () => {
    expect(pair(3)).toEqual([3, 3]);
    expect(pair([2, 1])).toEqual([2, 1]);
    expect(pair('same')).toBeUndefined();
  });
});

describe('the line under the network', () => {
  const at = (accuracy: number, running: boolean, step = 40) => ({
    ...frameOf(1, step, running),
    trainAccuracy: accuracy,
    testAccuracy: accuracy,
  });

  it('says what one sees before anything is trained, and what to do', () => {
    expect(narrate({ setUp, frame: undefined, drawn: false })).toBe(
      'Three small filters look for pieces of X’s and O’s. They are random now. Press Train.',
    );
  });

  it('says so where the weights come from a file', () => {
    const opened = 'net.safetensors';
    expect(narrate({ setUp, frame: at(NaN, false, 0), drawn: false, opened })).toBe(
      'Three small filters look for pieces of X’s and O’s. They come from net.safetensors. ' +
        'Train goes on from there.',
    );
    expect(narrate({ setUp, frame: at(0.98, true), drawn: false, opened })).toMatch(
      /right after 400 more examples. It began with the weights of net.safetensors. Draw/,
    );
    const long = `${'a'.repeat(200)}.safetensors`;
    expect(narrate({ setUp, frame: undefined, drawn: false, opened: long })).toMatch(
      /They come from a{24}…a{10}.safetensors. Train/,
    );
  });

  it('follows what happens', () => {
    const line = (accuracy: number, running: boolean, drawn = false) =>
      narrate({ setUp, frame: at(accuracy, running), drawn, moved: true });
    expect(line(0.5, true)).toMatch(/^50 % right after 400 examples\. .*loss has to fall/);
    expect(line(0.85, true)).toMatch(/Watch the filters/);
    expect(line(0.85, false)).toMatch(/Paused/);
    expect(line(0.98, true)).toMatch(/no longer random\. Draw an X or an O\.$/);
    expect(line(0.98, true, true)).toMatch(/draw another\.$/);
  });

  it('does not wait for a loss that cannot fall', () => {
    const warning = {
      layer: 'relu',
      kind: 'dead',
      text: '16 of the 16 maps of relu are dead.',
      advice: 'Reset with a lower learning rate.',
    } as const;
    const line = (accuracy: number) =>
      narrate({ setUp, frame: at(accuracy, true), drawn: false, warning });
    expect(line(0.5)).toBe(
      '50 % right after 400 examples. 16 of the 16 maps of relu are dead. Reset with a lower learning rate.',
    );
    expect(line(0.98)).not.toMatch(/dead/);
  });

  it('speaks of a set by the names of its classes', () => {
    const invited = (id: DataSetId, classNames: string[]) =>
      invitation({ ...setUp, data: { ...setUp.data, id, classNames } });
    const digits = Array.from({ length: 10 }, (_, i) => String(i));
    expect(invited('mnist', digits)).toBe('Draw a digit 0–9.');
    expect(invited('kept:a', ['sun', 'moon', 'star'])).toBe('Draw: sun, moon or star.');
    expect(invited('kept:a', ['Bag', ...digits.slice(1)])).toBe('Draw one of the ten classes.');
  });

  it('says why training stopped by itself', () => {
    const stopped = 'training stopped at step 3: expected a finite loss, found NaN';
    const frame = { ...at(0.1, false), stopped };
    expect(narrate({ setUp, frame, drawn: false })).toBe(
      'Training stopped at step 3: expected a finite loss, found NaN.',
    );
  });
});
