import type { HealthReport, LayerHealth, LayerInfo, WeightHealth } from 'receptive';
import type { HealthWarning } from '../protocol';

/** What the warnings are made from: one look, and what came before it. */
export interface Look {
  step: number;
  report: HealthReport;
  /** Mean loss on the same training pictures: now, and the lowest so far in this run. */
  loss: number;
  lowestLoss: number;
  /** What guessing costs: ln of the number of classes for cross-entropy; infinite where unknown. */
  guessLoss: number;
  /** Share of those training pictures that is right, 0..1. */
  accuracy: number;
  /** As the recipe has it now. */
  learningRate: number;
  /** All test pictures that were looked at are one and the same. */
  alike: boolean;
}

/**
 * When something is worth a warning. Every network of the page, trained by its own recipe, stays on
 * the other side of each; the comments say by how much.
 */
export const limits = {
  /** Steps before which nothing is said of updates: weights that begin at 0 double with each step. */
  begin: 25,
  /**
   * Share of a layer's units that are dead or saturated. In wide dense layers up to a third are dead
   * in nets that read 99 %: they have more units than they need. Nets that fail lose all of a layer
   * (Lu et al. 2019, "Dying ReLU and initialization").
   */
  lostUnits: 0.5,
  /**
   * Gradients (root mean squares) of the first layer against the last one's: 0.07 to 9 here. Each
   * sigmoid passes on a quarter at most, so that a thousandth is left after five (Hochreiter 1991;
   * Glorot and Bengio 2010, section 4).
   */
  vanishing: 1e-3,
  /** And the other way round (Pascanu, Mikolov and Bengio 2013, section 2). */
  exploding: 1e3,
  /**
   * What one step changes of a layer's weights. About 1e-3 is right (cs231n, "Ratio of
   * weights:updates"), 2e-4 to 4e-2 here; more than a tenth is a jump, a thousandth of the rule is
   * standstill.
   */
  largeUpdates: 0.1,
  smallUpdates: 1e-6,
  /**
   * Loss against the lowest of the run, and by how much of what guessing costs it must lie above:
   * a loss that has become small goes up and down by more than its own size.
   */
  risingLoss: 1.5,
  risingBy: 0.25,
  /** A network that gets this share right has little left to learn: its gradients may be small. */
  learned: 0.9,
} as const;

/**
 * What is wrong, in words, the most urgent first. What is advised can be done on the page: the recipe
 * has the learning rate, Build the layers.
 */
export function warningsOf(look: Look, layers: readonly LayerInfo[]): HealthWarning[] {
  if (look.step === 0) return [];
  return [
    ...updateWarnings(look),
    ...lossWarnings(look),
    ...gradientWarnings(look),
    ...(look.alike
      ? [alikeWarning(look)]
      : look.report.layers.flatMap((layer) => unitWarnings(layer, look, layers))),
  ];
}

function trained(report: HealthReport): (LayerHealth & { weights: WeightHealth })[] {
  return report.layers.flatMap((layer) =>
    layer.weights ? [{ ...layer, weights: layer.weights }] : [],
  );
}

function updateWarnings({ step, report, accuracy, learningRate }: Look): HealthWarning[] {
  if (step < limits.begin) return [];
  const ratios = trained(report)
    .map(({ layer, weights }) => ({ layer, ratio: (weights.update ?? NaN) / weights.weights }))
    .filter(({ ratio }) => Number.isFinite(ratio));
  const worst = ratios.reduce((a, b) => (b.ratio > a.ratio ? b : a), { layer: '', ratio: 0 });
  if (worst.ratio > limits.largeUpdates) {
    return [
      {
        layer: worst.layer,
        kind: 'largeUpdates',
        text: `One step changes the weights of ${worst.layer} by ${worst.ratio < 10 ? inPercent(worst.ratio) : 'more than ten times their size'}; about 0.1 % is usual.`,
        advice: 'Lower the learning rate to a tenth.',
      },
    ];
  }
  const still = ratios.length > 0 && ratios.every(({ ratio }) => ratio < limits.smallUpdates);
  if (!still || accuracy >= limits.learned) return [];
  if (learningRate === 0) {
    return [
      {
        layer: '',
        kind: 'smallUpdates',
        text: 'The learning rate is 0, so no step changes the weights. The network learns nothing.',
        advice: 'Set a learning rate above 0.',
      },
    ];
  }
  return [
    {
      layer: '',
      kind: 'smallUpdates',
      text: `A step changes no layer's weights by more than ${inPercent(worst.ratio)}; about 0.1 % is usual. The network hardly learns.`,
      advice: 'Raise the learning rate tenfold.',
    },
  ];
}

function lossWarnings({ loss, lowestLoss, guessLoss }: Look): HealthWarning[] {
  const best = Math.min(lowestLoss, guessLoss);
  const least = Number.isFinite(guessLoss) ? limits.risingBy * guessLoss : 0.05;
  const rises = loss > limits.risingLoss * best && loss > best + least;
  if (!rises && Number.isFinite(loss)) return [];
  const before =
    best === guessLoss ? `guessing costs ${figure(guessLoss)}` : `it was ${figure(best)} before`;
  const beside = Number.isFinite(best) ? `; ${before}` : '';
  return [
    {
      layer: '',
      kind: 'risingLoss',
      text: `The loss on training pictures is ${figure(loss)}${beside}.`,
      advice: 'The steps are too long: lower the learning rate, then reset.',
    },
  ];
}

function gradientWarnings({ report, accuracy }: Look): HealthWarning[] {
  const all = trained(report);
  const [first, last] = [all[0], all.at(-1)];
  if (!first || !last || first === last || accuracy >= limits.learned) return [];
  // No gradient comes through a layer that is dead as a whole: that is the trouble, and said as such.
  if (report.layers.some(({ dead, units }) => dead === units)) return [];
  const ratio = first.weights.gradients / last.weights.gradients;
  const gradients = `The gradient of ${first.layer}, the first layer with weights, is ${figure(first.weights.gradients)} in the mean; that of ${last.layer}, the last, is ${figure(last.weights.gradients)}`;
  if (ratio < limits.vanishing) {
    const flat = report.layers.some(({ saturated }) => saturated !== undefined);
    return [
      {
        layer: first.layer,
        kind: 'vanishing',
        text: `${gradients}: ${times(1 / ratio)} as large. On the way back the gradient vanishes, and the first layers hardly learn.`,
        advice: `In Build: ${flat ? 'use relu instead of sigmoid or tanh, ' : ''}take layers out, add batch normalization, or let connections lead past layers.`,
      },
    ];
  }
  if (!(ratio > limits.exploding)) return [];
  return [
    {
      layer: first.layer,
      kind: 'exploding',
      text: `${gradients}: ${times(ratio)} smaller. On the way back the gradient explodes.`,
      advice: 'Lower the learning rate and reset, or add batch normalization in Build.',
    },
  ];
}

/** Units that answer one picture by 0 may answer others: what is dead or saturated is not known. */
function alikeWarning({ report }: Look): HealthWarning {
  return {
    layer: '',
    kind: 'alike',
    text: `All ${report.examples} test pictures that were looked at are the same, pixel by pixel. Nothing can be learned or judged by them, nor whether units are dead.`,
    advice: 'Look at the pictures under Browse data.',
  };
}

function unitWarnings(
  { layer, units, dead = 0, saturated = 0 }: LayerHealth,
  { report }: Look,
  layers: readonly LayerInfo[],
): HealthWarning[] {
  const info = layers.find(({ name }) => name === layer);
  const what = info && info.outputShape[1] * info.outputShape[2] > 1 ? 'maps' : 'units';
  if (dead > 0 && dead >= limits.lostUnits * units) {
    return [
      {
        layer,
        kind: 'dead',
        text: `${dead} of the ${units} ${what} of ${layer} are dead: 0 for all ${report.examples} test pictures that were looked at. No gradient passes them, so they cannot come back by themselves.`,
        advice:
          'Reset with a lower learning rate, or use leakyRelu or elu instead of relu in Build.',
      },
    ];
  }
  if (saturated > 0 && saturated >= limits.lostUnits * units) {
    return [
      {
        layer,
        kind: 'saturated',
        text: `${saturated} of the ${units} ${what} of ${layer} are saturated: they stand at an end of ${info?.type ?? 'their function'}, where it is flat, for nearly all of ${report.examples} test pictures. Hardly any gradient passes.`,
        advice: 'Reset with a lower learning rate, or use relu in its place in Build.',
      },
    ];
  }
  return [];
}

/** 0.012 %, 14 %. */
function inPercent(ratio: number): string {
  return `${figure(ratio * 100)} %`;
}

/** Two figures, without an exponent where it can be avoided. */
function figure(value: number): string {
  if (!Number.isFinite(value)) return 'no longer finite';
  if (value !== 0 && Math.abs(value) < 1e-4) return value.toExponential(1);
  return String(Number(value.toPrecision(2)));
}

function times(ratio: number): string {
  return Number.isFinite(ratio)
    ? `${Number(ratio.toPrecision(2)).toLocaleString('en')} times`
    : 'infinitely many times';
}
