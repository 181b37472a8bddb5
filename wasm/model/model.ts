import type { Core } from '../border/core.js';
import { type ModelAnswers, answersOf } from './answers.js';
import { editingOf } from './editing.js';
import { explainOf } from './explain.js';
import { featuresOf } from './features.js';
import { type ModelFiles, filesOf } from './files.js';
import { healthOf } from './health.js';
import { ModelHold } from './hold.js';
import { type ModelInspection, inspectionOf } from './inspection.js';
import type { LayerInfo } from './layers.js';
import { looksOf } from './looks.js';
import { type ModelParameters, parametersOf } from './parameters.js';
import type { ModelSpec } from './spec.js';
import { type ModelTraining, trainingOf } from './training.js';

/** What is asked of a model under a name of its own, each in its file. */
const subjects = {
  editing: editingOf,
  explain: explainOf,
  features: featuresOf,
  health: healthOf,
  looks: looksOf,
};

type Subjects = {
  readonly [Name in keyof typeof subjects]: ReturnType<(typeof subjects)[Name]>;
};

export interface Model
  extends ModelTraining, ModelAnswers, ModelParameters, ModelInspection, ModelFiles, Subjects {
  readonly batchSize: number;
  layers(): LayerInfo[];
  /** Bytes by role: parameters, gradients, optimizer, activations, activationGradients, workspace, probe. */
  memory(): Record<string, number>;
  dispose(): void;
}

export function makeModel(core: Core, spec: ModelSpec): Model {
  const hold = new ModelHold(core, spec);
  const attached = Object.entries(subjects).map(([name, of]) => [name, of(hold)] as const);
  return {
    ...trainingOf(hold),
    ...answersOf(hold),
    ...parametersOf(hold),
    ...inspectionOf(hold),
    ...filesOf(hold),
    ...(Object.fromEntries(attached) as unknown as Subjects),

    get batchSize() {
      const { object } = hold;
      return core.call(() => object.batchSize());
    },

    layers() {
      void hold.object;
      return structuredClone(hold.layers) as LayerInfo[];
    },

    memory() {
      const { object } = hold;
      return { ...core.call(() => object.memory()) };
    },

    dispose: () => hold.dispose(),
  };
}
