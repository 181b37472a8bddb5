import { checkFloats, checkOptions, checkWhole, exampleRange } from '../checks.js';
import type { DatasetObject, ModelObject } from '../core-module.js';
import { CoreDataset } from '../dataset.js';
import type { EngineDataset, HealthOptions, HealthReport, ModelHealth } from '../types.js';
import type { ModelHold } from './hold.js';

/** What wasm/bindings/health.cpp exports. */
export interface HealthFunctions {
  healthJson(
    model: ModelObject,
    data: DatasetObject,
    pictures: number,
    histograms: boolean,
    before: number,
    beforeCount: number,
  ): string;
  sampledWeights(model: ModelObject): Float32Array;
  predictAnswers(
    model: ModelObject,
    data: DatasetObject,
    first: number,
    count: number,
    answers: number,
  ): void;
  scoringParameter(model: ModelObject, index: number): Float32Array;
}

export class CoreHealth implements ModelHealth {
  constructor(protected readonly hold: ModelHold) {}

  examine(data: EngineDataset, options: HealthOptions = {}): HealthReport {
    const { core, object, layers } = this.hold;
    checkOptions('health', options, ['pictures', 'histograms', 'weightsBefore']);
    const { pictures = 128, histograms = false, weightsBefore = new Float32Array(0) } = options;
    checkWhole('pictures', pictures, 1, 65536);
    checkFloats('weightsBefore', weightsBefore);
    const dataObject = CoreDataset.objectOf(core, data);
    const json = core.withArrays([weightsBefore], 0, ([at]) =>
      core.module.healthJson(object, dataObject, pictures, histograms, at!, weightsBefore.length),
    );
    // A number that is not finite is null in JSON.
    const report = JSON.parse(json, (_, value: unknown) => value ?? NaN) as Omit<
      HealthReport,
      'layers'
    > & { layers: Omit<HealthReport['layers'][number], 'layer'>[] };
    return {
      ...report,
      layers: report.layers.map((found, node) => ({ layer: layers[node]!.name, ...found })),
    };
  }

  weights(): Float32Array {
    const { core, object } = this.hold;
    return core.call((module) => module.sampledWeights(object)).slice();
  }

  answers(data: EngineDataset, first?: number, count?: number): Float32Array {
    const { core, object, outputs } = this.hold;
    const dataObject = CoreDataset.objectOf(core, data);
    const [begin, length] = exampleRange(data.count, first, count);
    const values = length * outputs;
    return core.withArrays([], values * Float32Array.BYTES_PER_ELEMENT, (_, answers) => {
      core.module.predictAnswers(object, dataObject, begin, length, answers);
      return core.floats(answers, values);
    });
  }

  scoringParameters(): { name: string; value: Float32Array }[] {
    const { core, object, layers } = this.hold;
    const names = layers.flatMap((layer) => layer.parameters.map(({ name }) => name));
    return names.map((name) => {
      const { index } = this.hold.placeOf(name);
      const value = core.call((module) => module.scoringParameter(object, index)).slice();
      return { name, value };
    });
  }
}
