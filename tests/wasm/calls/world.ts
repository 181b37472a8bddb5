import {
  type Engine,
  type EngineDataset,
  type FeatureSpace,
  load,
  type Model,
  type ModelSpec,
  type ShiftProbe,
  type SlidingNetwork,
} from 'receptive';
import { type FilesEngine, loadFiles } from 'receptive/files';
import { someValues } from '../support/examples.js';

/** A model that has taken a step, and one of everything that is made of it. */
export interface World {
  engine: Engine;
  model: Model;
  data: EngineDataset;
  sliding: SlidingNetwork;
  space: FeatureSpace;
  shifts: ShiftProbe;
}

/** What the tests of one file share, once it was started. */
export const here = {} as World & { files: FilesEngine };

export async function start(): Promise<void> {
  Object.assign(here, await newWorld(), { files: await loadFiles() });
}

export const spec: ModelSpec = {
  input: [1, 9, 9],
  layers: [
    { type: 'conv2d', filters: 3, kernelSize: 3, activation: 'relu' },
    { type: 'maxPooling2d' },
    { type: 'dropout', name: 'drop', rate: 0.1 },
    { type: 'flatten' },
    { type: 'dense', units: 2 },
  ],
  seed: 7,
  batchSize: 4,
};

export const image = someValues(81);

export async function newWorld(): Promise<World> {
  const made = await load({ variant: 'simd' });
  const set = made.xoDataset({ count: 6 });
  const net = made.model(spec);
  net.setTrainingData(set);
  net.step();
  const slid = net.features.slide(spec, 12, 12);
  slid.run();
  slid.measureInk();
  const features = net.features.space(5);
  features.read(set, Uint32Array.of(0, 1, 2, 3, 4), 0);
  features.beginAxes();
  features.beginUnfolding();
  features.prepareUnfolding(5);
  return {
    engine: made,
    model: net,
    data: set,
    sliding: slid,
    space: features,
    shifts: net.features.shifts(),
  };
}
