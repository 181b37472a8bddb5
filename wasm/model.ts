import {
  checkBytes,
  checkFinite,
  checkFloats,
  checkLabels,
  checkNumber,
  checkOptions,
  checkRange,
  checkSeed,
  checkWhole,
  countPictures,
  describe,
  exampleRange,
} from './checks.js';
import type { Core } from './core.js';
import type { ModelObject, Report } from './core-module.js';
import { CoreDataset } from './dataset.js';
import { unexpected } from './errors.js';
import { Held } from './held.js';
import { checkpointOf, restoreCheckpoint, weightsFile } from './model/checkpoint.js';
import { CoreEditing } from './model/editing.js';
import { CoreExplain } from './model/explain.js';
import { CoreFeatures } from './model/features.js';
import { CoreHealth } from './model/health.js';
import type { ModelHold, ParameterPlace } from './model/hold.js';
import { CoreLooks } from './model/looks.js';
import { toJson } from './plain-json.js';
import type {
  AugmentationSpec,
  EngineDataset,
  ExampleShape,
  LayerInfo,
  LayerInspection,
  LossAndAccuracy,
  Model,
  ModelSpec,
  OptimizerSpec,
  Parameter,
  StepReport,
} from './types.js';

/** As the core has it: batches for which memory is planned. */
const largestBatch = 65536;

export class CoreModel implements Model {
  readonly explain: CoreExplain;
  readonly health: CoreHealth;
  readonly looks: CoreLooks;
  readonly features: CoreFeatures;
  readonly editing: CoreEditing;
  readonly #core: Core;
  readonly #held: Held<ModelObject>;
  readonly #input: ExampleShape;
  readonly #outputs: number;
  readonly #layers: readonly LayerInfo[];
  readonly #parameters: ReadonlyMap<string, ParameterPlace>;
  readonly #spec: string;

  constructor(core: Core, spec: ModelSpec) {
    const json = toJson('model', spec);
    this.#core = core;
    this.#spec = json;
    const object = core.withText(json, (text, bytes) => new core.module.ModelHandle(text, bytes));
    this.#held = new Held(this, 'model', 'model', object);
    // The core has checked it: three whole numbers.
    this.#input = [...spec.input];
    this.#outputs = core.call(() => object.outputs());
    this.#layers = JSON.parse(core.call(() => object.layersJson())) as LayerInfo[];
    // The order of the core's list is the order of the layers and of each layer's parameters.
    const places = this.#layers.flatMap((layer) => layer.parameters);
    this.#parameters = new Map(
      places.map(({ name, shape }, index) => [name, { name, shape, index }]),
    );
    const hold = this.#hold();
    this.explain = new CoreExplain(hold);
    this.health = new CoreHealth(hold);
    this.looks = new CoreLooks(hold);
    this.features = new CoreFeatures(hold);
    this.editing = new CoreEditing(hold);
  }

  get batchSize(): number {
    const object = this.#held.object;
    return this.#core.call(() => object.batchSize());
  }

  trainBatch(images: Float32Array, labels: Uint8Array): LossAndAccuracy {
    const object = this.#held.object;
    return this.#scoreOf(images, labels, (...at) => object.trainBatch(...at));
  }

  predict(images: Float32Array): Float32Array {
    const object = this.#held.object;
    const count = countPictures('images', images, this.#input);
    const values = count * this.#outputs;
    const bytes = values * Float32Array.BYTES_PER_ELEMENT;
    return this.#core.withArrays([images], bytes, ([at], outputs) => {
      object.predict(at!, count, outputs);
      return this.#core.floats(outputs, values);
    });
  }

  evaluate(images: Float32Array, labels: Uint8Array): LossAndAccuracy {
    const object = this.#held.object;
    return this.#scoreOf(images, labels, (...at) => object.evaluate(...at));
  }

  layers(): LayerInfo[] {
    void this.#held.object;
    return structuredClone(this.#layers) as LayerInfo[];
  }

  parameters(): Parameter[] {
    const object = this.#held.object;
    return [...this.#parameters.values()].map((place) => this.#copyOf(object, place));
  }

  parameter(name: string): Parameter {
    const object = this.#held.object;
    return this.#copyOf(object, this.#placeOf(name));
  }

  setParameter(name: string, value: Float32Array): void {
    const object = this.#held.object;
    const { shape, index } = this.#placeOf(name);
    checkFloats(name, value);
    const size = shape.reduce((product, extent) => product * extent, 1);
    if (value.length !== size) {
      throw unexpected(name, `${size} values (${shape.join('x')})`, String(value.length));
    }
    checkFinite(name, value);
    this.#core.withArrays([value], 0, ([at]) => object.setParameter(index, at!));
  }

  inspect(image: Float32Array, options: { label?: number } = {}): Record<string, LayerInspection> {
    const object = this.#held.object;
    checkOptions('inspect', options, ['label']);
    const label = options?.label ?? -1;
    if (options?.label !== undefined) checkWhole('label', label, 0, this.#outputs - 1);
    const count = countPictures('image', image, this.#input);
    if (count !== 1) throw unexpected('image', 'one picture', `${count} pictures`);
    this.#core.withArrays([image], 0, ([at]) => object.look(at!, label));
    const views = this.#layers.map((layer, node) => {
      return [layer.name, this.#inspectionOf(object, node, layer.outputShape)] as const;
    });
    const input = this.#inspectionOf(object, -1, this.#input);
    return Object.fromEntries([['input', input] as const, ...views]);
  }

  setTrainingData(data: EngineDataset): void {
    const object = this.#held.object;
    const dataObject = CoreDataset.objectOf(this.#core, data);
    this.#core.call(() => object.setTrainingData(dataObject));
  }

  collectStatistics(): void {
    const object = this.#held.object;
    this.#core.call(() => object.collectStatistics());
  }

  step(): StepReport {
    const object = this.#held.object;
    return this.#core.call(() => object.step());
  }

  evaluateDataset(data: EngineDataset, first?: number, count?: number): LossAndAccuracy {
    const object = this.#held.object;
    const dataObject = CoreDataset.objectOf(this.#core, data);
    const range = exampleRange(data.count, first, count);
    return scoreOf(this.#core.call(() => object.evaluateDataset(dataObject, ...range)));
  }

  predictDataset(data: EngineDataset, first?: number, count?: number): Uint8Array {
    const object = this.#held.object;
    const dataObject = CoreDataset.objectOf(this.#core, data);
    const [begin, length] = exampleRange(data.count, first, count);
    return this.#core.withArrays([], length, (_, classes) => {
      object.predictDataset(dataObject, begin, length, classes);
      return this.#core.bytes(classes, length);
    });
  }

  setLearningRate(rate: number): void {
    const object = this.#held.object;
    checkNumber('learningRate', rate, 0, Number.MAX_VALUE);
    this.#core.call(() => object.setLearningRate(rate));
  }

  setOptimizer(optimizer: OptimizerSpec): void {
    const object = this.#held.object;
    const json = toJson('optimizer', optimizer);
    this.#core.withText(json, (text, bytes) => object.setOptimizer(text, bytes));
  }

  setBatchSize(batchSize: number): void {
    const object = this.#held.object;
    checkWhole('batchSize', batchSize, 1, largestBatch);
    this.#core.call(() => object.setBatchSize(batchSize));
  }

  setAugmentation(augmentation: AugmentationSpec): void {
    const object = this.#held.object;
    this.#core.withText(toJson('augmentation', augmentation), (text, bytes) =>
      object.setAugmentation(text, bytes),
    );
  }

  augmented(
    image: Float32Array,
    options: { seed?: number; range?: [number, number] } = {},
  ): Float32Array {
    const object = this.#held.object;
    checkOptions('augmented', options, ['seed', 'range']);
    const { seed = 1, range = [0, 1] } = options;
    checkSeed('seed', seed);
    const [paper, ink] = checkRange(range);
    if (countPictures('image', image, this.#input) !== 1) {
      throw unexpected('image', 'one picture', describe(image));
    }
    return this.#core.withArrays([image], 0, ([at]) => {
      object.augment(at!, paper, ink, seed);
      return this.#core.floats(at!, image.length);
    });
  }

  loadWeights(file: Uint8Array): void {
    const object = this.#held.object;
    checkBytes('file', file);
    this.#core.withArrays([file], 0, ([at]) => object.load(at!, file.length));
  }

  saveWeights(metadata: Record<string, string> = {}): Uint8Array<ArrayBuffer> {
    return weightsFile(this.#hold(), this.#spec, metadata);
  }

  checkpoint(): Uint8Array<ArrayBuffer> {
    return checkpointOf(this.#hold());
  }

  restore(checkpoint: Uint8Array): void {
    restoreCheckpoint(this.#hold(), checkpoint);
  }

  reset(seed: number): void {
    const object = this.#held.object;
    checkSeed('seed', seed);
    this.#core.call(() => object.reset(seed));
  }

  memory(): Record<string, number> {
    const object = this.#held.object;
    return this.#core.call(() => object.memory());
  }

  dispose(): void {
    this.#held.dispose();
  }

  #scoreOf(
    images: Float32Array,
    labels: Uint8Array,
    work: (images: number, count: number, labels: number) => Report,
  ): LossAndAccuracy {
    const count = countPictures('images', images, this.#input);
    checkLabels(labels, count, this.#outputs);
    return this.#core.withArrays([images, labels], 0, ([imagesAt, labelsAt]) =>
      scoreOf(work(imagesAt!, count, labelsAt!)),
    );
  }

  #hold(): ModelHold {
    const held = this.#held;
    return {
      core: this.#core,
      get object() {
        return held.object;
      },
      input: this.#input,
      outputs: this.#outputs,
      layers: this.#layers,
      placeOf: (parameter) => this.#placeOf(parameter),
      nodeOf: (layer) => this.#nodeOf(layer),
    };
  }

  #nodeOf(name: string): number {
    const node = this.#layers.findIndex((layer) => layer.name === name);
    if (node >= 0 || name === 'input') return node;
    const known = this.#layers.map((layer) => layer.name).join(', ');
    throw unexpected('layer', `'input' or one of ${known}`, describe(name));
  }

  #placeOf(name: string): ParameterPlace {
    const place = this.#parameters.get(name);
    if (place) return place;
    const known = [...this.#parameters.keys()].join(', ') || 'no parameters';
    throw unexpected('parameter', `one of ${known}`, describe(name));
  }

  #copyOf(object: ModelObject, { name, shape, index }: ParameterPlace): Parameter {
    const value = this.#core.call(() => object.parameter(index)).slice();
    const gradient = this.#core.call(() => object.parameterGradient(index)).slice();
    return { name, shape: [...shape], value, gradient };
  }

  #inspectionOf(object: ModelObject, node: number, shape: ExampleShape): LayerInspection {
    const activation = this.#core.call(() => object.activation(node)).slice();
    const gradient = this.#core.call(() => object.gradient(node))?.slice();
    const inspection: LayerInspection = { shape: [...shape], activation };
    return gradient ? { ...inspection, gradient } : inspection;
  }
}

function scoreOf({ loss, accuracy }: Report): LossAndAccuracy {
  return { loss, accuracy };
}
