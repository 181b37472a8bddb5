import { beforeAll, describe, expect, it } from 'vitest';
import { Core } from '../../build/package/border/core.js';
import type { RawModule } from '../../build/package/border/raw-module.js';
import { start } from '../../build/package/variants.js';
import { smallNet } from './support/examples.js';

// The bindings check once more what memory hangs on, whatever the package in front of them lets pass.

let core: Core;
let raw: RawModule;
beforeAll(async () => {
  const { module } = await start('simd', 1);
  core = new Core(module);
  raw = core.raw;
});

const makeModel = () =>
  core.withText(JSON.stringify(smallNet), (text, bytes) => new raw.ModelHandle(text, bytes));

const refused = (call: () => unknown) => expect(() => core.call(call));

describe('the bindings', () => {
  it('read and write nothing but the staging block', () => {
    const model = makeModel();
    const data = core.call(() => raw.makeXo(5, 1, 9, 0.5));
    const block = core.call(() => raw.reserveStaging(5 * 81 * 4 + 8));
    const begin = block.byteOffset;
    const end = begin + block.byteLength;
    core.call(() => data.read(0, 5, begin, begin + 5 * 81 * 4));
    const elsewhere = /^memory: expected an array within the staging block of \d+ bytes, found/;
    refused(() => data.read(0, 5, begin, end - 4)).toThrow(elsewhere);
    refused(() => data.read(0, 5, end - 4, begin)).toThrow(elsewhere);
    refused(() => data.read(0, 5, 0, begin)).toThrow(elsewhere);
    refused(() => data.readBytes(0, 5, begin - 16, begin)).toThrow(elsewhere);
    refused(() => raw.predict(model, begin, 1000, begin)).toThrow(elsewhere);
    refused(() => raw.predict(model, begin, -1, begin)).toThrow(/expected/);
    refused(() => raw.trainBatch(model, begin, 2 ** 31 - 1, begin)).toThrow(/expected/);
    refused(() => raw.setParameter(model, 0, end - 4)).toThrow(elsewhere);
    refused(() => raw.openModel(model, begin, 2 ** 31, true)).toThrow(elsewhere);
    refused(() => raw.describeSpec(0, 100)).toThrow(elsewhere);
    refused(() => raw.makeDataset(1, 9, 9, 0, 1, false, begin, 4, 0, 81, begin, 1)).toThrow(
      elsewhere,
    );
    data.delete();
    model.delete();
  });

  it('know their ranges', () => {
    const model = makeModel();
    const data = core.call(() => raw.makeXo(5, 1, 9, 0.5));
    const { byteOffset: at } = core.call(() => raw.reserveStaging(1 << 20));
    const outside = /expected a range within 0 to 4, found/;
    refused(() => data.read(0, 6, at, at)).toThrow(outside);
    refused(() => data.read(5, 1, at, at)).toThrow(outside);
    refused(() => data.read(-1, 1, at, at)).toThrow(outside);
    refused(() => data.readBytes(2, 4, at, at)).toThrow(outside);
    refused(() => raw.evaluateDataset(model, data, 0, 2000)).toThrow(outside);
    refused(() => raw.predictDataset(model, data, 4, 2, at)).toThrow(outside);
    refused(() => raw.answerDataset(model, data, -3, 2, at)).toThrow(outside);
    for (const index of [-1, 4, 2 ** 31 - 1]) {
      const noParameter = `parameter: expected 0 to 3, found ${index}`;
      refused(() => raw.parameter(model, index)).toThrow(noParameter);
      refused(() => raw.parameterGradient(model, index)).toThrow(noParameter);
      refused(() => raw.scoringParameter(model, index)).toThrow(noParameter);
      refused(() => raw.setParameter(model, index, at)).toThrow(noParameter);
      refused(() => raw.explainWeight(model, at, 0, index, 0, 10)).toThrow(noParameter);
      refused(() => raw.freezeValues(model, index, 0, 1)).toThrow(/expected/);
    }
    core.call(() => new Float32Array(core.raw.reserveStaging(64).buffer, at, 3)).fill(NaN);
    refused(() => raw.setParameter(model, 1, at)).toThrow(
      'conv2d.bias: expected finite numbers, found nan at position 0',
    );
    refused(() => raw.setValues(model, 1, 1, at, 2)).toThrow(/^conv2d.bias: expected finite/);
    refused(() => raw.activation(model, 0)).toThrow('layer: expected a look first, found none');
    core.call(() => raw.look(model, at, -1));
    for (const node of [-2, 5, 2 ** 31 - 1]) {
      refused(() => raw.activation(model, node)).toThrow(/^layer: expected -1 to 4/);
      refused(() => raw.activationGradient(model, node)).toThrow(/^layer: expected -1 to 4/);
      refused(() => raw.explainUnit(model, at, node, 0)).toThrow(/^layer: expected -1 to 4/);
      refused(() => raw.reach(model, node, 0)).toThrow(/^layer: expected -1 to 4/);
    }
    refused(() => raw.looksAttribute(model, at, at, 1, 99, at)).toThrow(/^layer: expected -1 to 4/);
    refused(() => raw.look(model, at, 2)).toThrow(/^label: expected 0 to 1, found 2/);
    data.delete();
    model.delete();
  });

  it('say that memory was not enough, and go on', () => {
    refused(() => raw.reserveStaging(2 ** 31 - 1)).toThrow(
      expect.objectContaining({
        code: 'memory',
        message: expect.stringMatching(/^not enough memory: expected room for/) as string,
      }) as Error,
    );
    makeModel().delete();
  });

  it('know the order of things', () => {
    const model = makeModel();
    const data = core.call(() => raw.makeXo(5, 1, 9, 0.5));
    const { byteOffset: at } = core.call(() => raw.reserveStaging(1 << 20));
    const space = core.call(() => new raw.FeatureSpaceHandle(model, 5));
    refused(() => space.iterateAxes()).toThrow('space: expected beginAxes() first, found no axes');
    refused(() => space.unfold()).toThrow('unfolding: expected beginUnfolding() first, found none');
    refused(() => space.divergence()).toThrow(/^unfolding: expected/);
    refused(() => space.read(data, at, 5, 1)).toThrow(/^points: expected a range within 0 to 4/);
    refused(() => space.read(data, at, -1, 0)).toThrow(/^points: expected/);
    space.delete();
    data.delete();
    model.delete();
  });
});
