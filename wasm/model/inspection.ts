import { readOptions, checkPicture, checkWhole } from '../border/checks.js';
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
  /** Looks at one picture without touching the training: buffers of its own, dropout off. */
  inspect(image: Float32Array, options?: { label?: number }): Record<string, LayerInspection>;
}

export function inspectionOf(hold: ModelHold): ModelInspection {
  const { core, input, outputs, layers } = hold;
  const found = (node: number, shape: ExampleShape): LayerInspection => {
    const { object } = hold;
    const activation = core.call((raw) => raw.activation(object, node));
    const gradient = core.call((raw) => raw.activationGradient(object, node));
    return { shape: [...shape], activation, ...(gradient && { gradient }) };
  };
  return {
    inspect(image, options = {}) {
      const { object } = hold;
      const { label } = readOptions('inspect', options, ['label']);
      if (label !== undefined) checkWhole('label', label, 0, outputs - 1);
      checkPicture('image', image, input);
      core.withArrays([image], 0, ([at]) => core.raw.look(object, at!, label ?? -1));
      const views = layers.map(({ name, outputShape }, node) => {
        return [name, found(node, outputShape)] as const;
      });
      return Object.fromEntries([['input', found(-1, input)] as const, ...views]);
    },
  };
}
