import { load } from 'receptive';
import { expect, it } from 'vitest';
import { shareOfNone } from '../../../../web/client/words/shareOfNone';
import { scoresOf } from '../../../../web/instruments/explain/state/scores';
import { ruleWords } from '../../../../web/instruments/explain/state/explain-words';
import { strongest } from '../../../../web/instruments/explain/state/terms';
import { frameOf } from '../../client/worker-double';

it('LeNet-5’s output adds up, and says what its votes lack to 100 %', async () => {
  const engine = await load({ variant: 'simd' });
  const { spec } = engine.presets().find(({ name }) => name === 'lenet5')!;
  const model = engine.model(spec);
  const image = Float32Array.from({ length: 784 }, (_, i) => (i % 7 === 0 ? 1 : 0));
  const unit = model.explain.unit(image, 'output', 3);
  expect(ruleWords(unit)).toMatch(/minus each squared difference, added up/);
  const [read] = unit.reads;
  const { total } = strongest(read!, 5, (value, prototype) => -((value - prototype) ** 2));
  expect(total).toBeLessThan(0);
  expect(total).toBeCloseTo(unit.value, 3);

  // Some score near 0, so that the share of "none of them" is a part only.
  const scores = Float32Array.of(-0.5, -3, -9, -9, -9, -9, -9, -9, -9, -9);
  const sum = scores.reduce((all, score) => all + Math.exp(score), Math.exp(-1));
  const probabilities = scores.map((score) => Math.exp(score) / sum);
  const maps = { total: 10, indices: [], height: 1, width: 1, values: scores };
  const limits = { values: 9, gradients: 0, weights: 0, weightGradients: 0 };
  const frame = {
    ...frameOf(1, 1, false),
    probabilities,
    layers: [{ name: 'output', maps, limits }],
  };
  expect(shareOfNone(probabilities)).toBeCloseTo(Math.exp(-1) / sum, 5);
  expect(scoresOf('output', frame)?.values).toEqual(scores);
  // The preset's own number for it.
  expect(spec.loss).toMatchObject({ rubbish: 1 });
  expect(scoresOf('output', frame)?.none).toBeCloseTo(-1, 4);
  expect(scoresOf('f6', frame)).toBeUndefined();
  expect(shareOfNone(Float32Array.of(0.25, 0.75))).toBe(0);
  engine.dispose();
});
