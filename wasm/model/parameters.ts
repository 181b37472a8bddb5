import { checkFinite, checkFloats } from '../border/checks.js';
import { unexpected } from '../border/errors.js';
import { type ModelHold, type ParameterPlace, sizeOf } from './hold.js';

export interface Parameter {
  /** 'conv2d.weight' */
  name: string;
  /** (OC, IC, KH, KW) for conv2d.weight, (out, in) for dense.weight, (n) for a bias. */
  shape: number[];
  value: Float32Array;
  /** Mean over the last batch of dLoss/dvalue; zeros before the first step. */
  gradient: Float32Array;
}

/** Weights and biases by their names. */
export interface ModelParameters {
  parameters(): Parameter[];
  /** One of `parameters()`, without copying the others. */
  parameter(name: string): Parameter;
  /**
   * Values where a connection table leaves no connection stay 0. Throws where one is not finite, or a
   * variance below 0.
   */
  setParameter(name: string, value: Float32Array): void;
}

export function parametersOf(hold: ModelHold): ModelParameters {
  const { core } = hold;
  const copyOf = ({ name, shape, index }: ParameterPlace): Parameter => {
    const { object } = hold;
    const value = core.call((raw) => raw.parameter(object, index));
    const gradient = core.call((raw) => raw.parameterGradient(object, index));
    return { name, shape: [...shape], value, gradient };
  };
  return {
    parameters: () => hold.parameters.map(copyOf),

    parameter(name) {
      void hold.object;
      return copyOf(hold.placeOf(name));
    },

    setParameter(name, value) {
      const { object } = hold;
      const place = hold.placeOf(name);
      checkFloats(name, value);
      const size = sizeOf(place.shape);
      if (value.length !== size) {
        throw unexpected(name, `${size} values (${place.shape.join('x')})`, String(value.length));
      }
      checkFinite(name, value);
      core.withArrays([value], 0, ([at]) => core.raw.setParameter(object, place.index, at!));
    },
  };
}
