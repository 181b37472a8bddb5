import { checkChoice, checkPicture, checkWhole, listOf, readOptions } from '../border/checks.js';
import type { ModelHold } from './hold.js';
import type { ExampleShape } from './spec.js';

export interface LayerInspection {
  shape: ExampleShape;
  activation: Float32Array;
  /** dLoss/dactivation for the given label; absent without a label. */
  gradient?: Float32Array;
}

/** What each layer makes of one picture. */
export interface ModelInspection {
  /**
   * Looks at one picture without touching the training: buffers of its own, dropout off. Without a label
   * nothing goes backward.
   *
   * @param options.layers Only these are copied, and the input; by default all.
   */
  inspect(
    image: Float32Array,
    options?: { label?: number; layers?: readonly string[] },
  ): Record<string, LayerInspection>;
  /**
   * What the network answers for the picture that was inspected last, of the same pass: as `predict`.
   * Throws where nothing was inspected yet.
   */
  inspectedAnswer(): Float32Array;
}

export function inspectionOf(hold: ModelHold): ModelInspection {
  const { core, input, outputs, layers } = hold;
  const found = (node: number, shape: ExampleShape): LayerInspection => {
    const { object } = hold;
    const activation = core.call((raw) => raw.activation(object, node));
    const gradient = core.call((raw) => raw.activationGradient(object, node));
    return { shape: [...shape], activation, ...(gradient && { gradient }) };
  };
  const names = layers.map(({ name }) => name);
  /** Names of layers; throws for any other. */
  const readNames = (wanted: readonly string[]): string[] =>
    listOf('layers', wanted, names.length, 'names of layers').map((name, i) => {
      checkChoice(`layers[${i}]`, name, names);
      return name;
    });
  return {
    inspect(image, options = {}) {
      const { object } = hold;
      const { label, layers: wanted } = readOptions('inspect', options, ['label', 'layers']);
      const some = wanted && readNames(wanted);
      if (label !== undefined) checkWhole('label', label, 0, outputs - 1);
      checkPicture('image', image, input);
      core.withArrays([image], 0, ([at]) => core.raw.look(object, at!, label ?? -1));
      const views = layers.flatMap(({ name, outputShape }, node) =>
        some && !some.includes(name) ? [] : [[name, found(node, outputShape)] as const],
      );
      return Object.fromEntries([['input', found(-1, input)] as const, ...views]);
    },
    inspectedAnswer: () => core.call((raw) => raw.lookedAnswer(hold.object)),
  };
}
