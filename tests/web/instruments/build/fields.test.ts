import type { LayerSpec, LossSpec } from 'receptive';
import { layers } from 'receptive/catalogue/layers';
import { losses } from 'receptive/catalogue/losses';
import { describe, expect, it } from 'vitest';
import { insert, named, set } from '../../../../web/instruments/build/state/drafts';
import { entryOf, layerGroups, valueOf } from '../../../../web/instruments/build/state/layerTable';
import {
  lossEntries,
  lossValue,
  otherLoss,
  shortLoss,
  withArgument,
} from '../../../../web/instruments/build/state/lossTable';
import { readWritten } from '../../../../web/instruments/build/state/written';
import { settingsText } from '../../../../web/instruments/build/state/build-words';

const entries = layerGroups.flatMap((group) => group.entries);

describe('the fields of the Build tab', () => {
  it('are there for every layer of the catalogue', () => {
    expect(entries.map(({ type }) => type).sort()).toEqual(layers.map(({ name }) => name).sort());
    expect(layerGroups.every((group) => group.entries.length > 0)).toBe(true);
  });

  it('begin with everything that must be there', () => {
    for (const { type, arguments: fields, start } of entries) {
      for (const { name, required } of fields) {
        if (required) expect(start, `${type}: ${name}`).toHaveProperty(name);
      }
    }
  });

  it('have the limits and defaults of the core', () => {
    const field = (type: string, name: string) =>
      entryOf(type).arguments.find((argument) => argument.name === name);
    expect(field('conv2d', 'filters')).toMatchObject({ kind: 'number', min: 1, max: 65536 });
    expect(field('dropout', 'rate')).toMatchObject({ max: 1, belowMax: true, fallback: 0.5 });
    expect(field('conv2d', 'activation')).toMatchObject({ kind: 'choice', fallback: 'linear' });
    expect(field('maxPooling2d', 'strides')).toMatchObject({ kind: 'size', fallback: undefined });
    expect(field('reshape', 'targetShape')).toMatchObject({ kind: 'written', json: true });
  });

  it('offer no choice where there is one value only', () => {
    const names = entryOf('subsampling2d').arguments.map(({ name }) => name);
    expect(names).not.toContain('padding');
  });

  it('set, take away and say what a layer is made with', () => {
    const [layer] = insert(named([]), 0, 'conv2d') as [LayerSpec];
    expect(settingsText(layer)).toBe('8 of 3×3, relu');
    const [changed] = set([{ ...layer, name: 'a' }], 0, 'strides', 2) as [LayerSpec];
    expect(settingsText(changed)).toBe('8 of 3×3, stride 2, relu');
    const [back] = set([{ ...changed, name: 'a' }], 0, 'strides', undefined) as [LayerSpec];
    expect(valueOf(back, 'strides')).toBeUndefined();
  });
});

describe('the settings of a loss', () => {
  const loss: LossSpec = { type: 'softmaxCrossEntropy', labelSmoothing: 0.1 };

  it('are there for every loss of the catalogue, weights of classes as words or a list', () => {
    expect(lossEntries.map(({ type }) => type)).toEqual(losses.map(({ name }) => name));
    for (const { arguments: fields } of lossEntries) {
      expect(fields.find(({ name }) => name === 'classWeight')).toMatchObject({
        kind: 'written',
        words: ['balanced'],
        fallback: undefined,
      });
    }
  });

  it('are set and taken away, and another loss keeps those that it takes too', () => {
    const weighted = withArgument(loss, 'classWeight', 'balanced');
    expect(weighted).toEqual({ ...loss, classWeight: 'balanced' });
    expect(lossValue(weighted, 'classWeight')).toBe('balanced');
    expect(withArgument(weighted, 'classWeight', undefined)).toEqual(loss);
    expect(otherLoss(weighted, 'hinge')).toEqual({ type: 'hinge', classWeight: 'balanced' });
  });

  it('are said as shortly as they can be', () => {
    expect(shortLoss({ type: 'softmaxCrossEntropy' })).toBeUndefined();
    expect(shortLoss({ type: 'hinge' })).toBe('hinge');
    expect(shortLoss(loss)).toBe(loss);
  });

  it('are read as they are written', () => {
    const field = { kind: 'written', json: true, words: ['balanced'] } as const;
    expect(readWritten('balanced', field)).toEqual({ value: 'balanced' });
    expect(readWritten('[1, 2.5]', field)).toEqual({ value: [1, 2.5] });
    expect(readWritten('1, 2.5', field)).toEqual({ value: [1, 2.5] });
    expect(readWritten('rare', field)).toHaveProperty('problem');
    expect(readWritten('1, 2 }', field)).toHaveProperty('problem');
    expect(readWritten('0 1, 2', { ...field, json: false })).toEqual({ value: '0 1, 2' });
  });
});
