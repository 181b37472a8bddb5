import { describe, expect, it } from 'vitest';
import { ownExperiment } from '../../../../web/protocol/experiment';
import { fullReading } from '../../../../web/protocol/reading';
import { factorName, passesBack } from '../../../../web/instruments/explain/state/passed-back';
import { explainService } from '../../../../web/instruments/explain/worker/explain-service';
import { cross } from '../../worker/drawn-figures';
import { experiment, service } from '../../worker/service-harness';

const test = { kind: 'test', index: 4 } as const;
const drawing = { kind: 'drawing' } as const;

/** Run 7, which has trained 12 steps and has a cross on its pad. */
async function trained(wanted = experiment) {
  const { service: worker, watch } = service();
  const { testLabels } = await worker.setUp(7, wanted);
  for (let step = 0; step < 12; ++step) await worker.step(7);
  await worker.draw(7, cross, fullReading);
  const { network, pictures } = worker.host.of(7);
  return {
    api: explainService(worker.host),
    model: network.model,
    image: pictures.of(test).image,
    drawn: pictures.of(drawing).image,
    label: testLabels[test.index]!,
    watch,
  };
}

describe('explaining', () => {
  it('says of which run, step and label an answer is', async () => {
    const { api, model, image, label } = await trained();
    const at = { run: 7, step: 12, label };
    expect(await api.explainUnit(7, test, 'conv2d', 3)).toEqual({
      ...at,
      unit: model.explain.unit(image, 'conv2d', 3),
    });
    const { pictureLoss, answer, ...gradient } = model.explain.gradient(image, label, 'conv2d', 3);
    expect(await api.explainGradient(7, test, 'conv2d', 3)).toEqual({
      ...at,
      gradient,
      readers: { conv2d_relu: { rule: 'function', windowed: false } },
      loss: pictureLoss,
      probabilities: answer,
    });
    expect(answer).toEqual(model.predict(image));
    // A visitor may ask what another class would make of it.
    const other = await api.explainGradient(7, test, 'conv2d', 3, 1 - label);
    expect(other.label).toBe(1 - label);
    expect(await api.explainWeight(7, test, 'conv2d.weight', 5)).toEqual({
      ...at,
      weight: model.explain.weight(image, label, 'conv2d.weight', 5),
    });
    expect(await api.reach(7, 'conv2d', 2)).toEqual(model.explain.reach('conv2d', 2));
  });

  it('takes a drawing forwards as it is, and backwards with what it is meant to be', async () => {
    const { api, model, drawn } = await trained();
    const forwards = await api.explainUnit(7, drawing, 'conv2d', 0);
    expect([forwards.label, forwards.unit]).toEqual([-1, model.explain.unit(drawn, 'conv2d', 0)]);
    const words = 'Gradients need to know what the drawing is meant to be';
    await expect(api.explainGradient(7, drawing, 'conv2d', 0)).rejects.toThrow(words);
    await expect(api.explainWeight(7, drawing, 'conv2d.bias', 0)).rejects.toThrow(words);
    const meant = async (label: number) => {
      const { gradient } = await api.explainGradient(7, drawing, 'dense', 0, label);
      const { weight } = await api.explainWeight(7, drawing, 'conv2d.bias', 0, label);
      const {
        pictureLoss: _,
        answer: __,
        ...own
      } = model.explain.gradient(drawn, label, 'dense', 0);
      expect(gradient).toEqual(own);
      expect(weight).toEqual(model.explain.weight(drawn, label, 'conv2d.bias', 0));
      return gradient.gradient;
    };
    // The first vote is to grow for the first class, and to shrink for the other.
    expect(await meant(0)).toBeLessThan(0);
    expect(await meant(1)).toBeGreaterThan(0);
  });

  it('refuses runs that are over', async () => {
    const { api } = await trained();
    await expect(api.reach(6, 'conv2d', 0)).rejects.toThrow('Run 6 is over');
    await expect(api.explainUnit(6, test, 'conv2d', 0)).rejects.toThrow('Run 6 is over');
  });
});

describe('what is said of the layers that a gradient comes back through', () => {
  it('fits the numbers, whatever the layers are called', async () => {
    const { api, model, image, watch } = await trained(
      ownExperiment(experiment, [
        { type: 'conv2d', name: 'one', filters: 2, kernelSize: 3 },
        { type: 'relu', name: 'two' },
        { type: 'maxPooling2d', name: 'three', poolSize: 2 },
        { type: 'averagePooling2d', name: 'four', poolSize: 3 },
        { type: 'sigmoid', name: 'five' },
        { type: 'dense', name: 'six', units: 2 },
      ]),
    );
    const said = async (layer: string, place: number) => {
      const { gradient, readers } = await api.explainGradient(7, test, layer, place);
      const [part] = gradient.parts;
      const reader = readers[part!.layer]!;
      const factors = [...part!.factors];
      return { says: passesBack(reader, factors[0]), name: factorName(reader), factors, reader };
    };
    const through = async (layer: string, place = 0) => {
      const { says, name } = await said(layer, place);
      return `${says} (${name})`;
    };
    expect(await through('input')).toBe(
      'a full convolution: gradients × the flipped filter (flipped filter)',
    );
    expect(await through('three')).toBe('its share of each window (factor)');
    expect(await through('four')).toBe('times the slope of the curve here (slope)');
    expect(await through('five')).toMatch(
      /^gradients × this unit’s column of the weights \(weight\)/,
    );
    const seen = model.inspect(image);
    const sides = new Set<boolean>();
    for (let place = 0; place < 12; ++place) {
      const above = seen['one']!.activation[place]! > 0;
      sides.add(above);
      const { says, factors } = await said('one', place);
      expect(says).toBe(
        above
          ? 'the slope of the curve is 1 here, so all passes'
          : 'the curve is flat here, so nothing passes',
      );
      expect(factors).toEqual([above ? 1 : 0]);
      const pooled = await said('two', place);
      expect(pooled.says).toBe('1 where this square won its window, else 0');
      expect(pooled.factors.every((factor) => factor === 0 || factor === 1)).toBe(true);
    }
    expect(sides.size).toBe(2);
    // How a layer computes is asked once for each of the six.
    expect(watch.calls('explain.unit')).toBe(6);
  });
});
