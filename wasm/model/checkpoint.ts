import { checkBytes, describe } from '../checks.js';
import type { ModelObject } from '../core-module.js';
import { unexpected } from '../errors.js';
import type { ModelHold } from './hold.js';

/** What wasm/bindings/checkpoint.cpp exports. */
export interface CheckpointFunctions {
  checkpoint(model: ModelObject): Uint8Array<ArrayBuffer>;
  restore(model: ModelObject, file: number, bytes: number): void;
  saveWeights(model: ModelObject, remarks: number, bytes: number): Uint8Array<ArrayBuffer>;
}

export function checkpointOf({ core, object }: ModelHold): Uint8Array<ArrayBuffer> {
  return core.call((module) => module.checkpoint(object));
}

export function restoreCheckpoint({ core, object }: ModelHold, file: Uint8Array): void {
  checkBytes('checkpoint', file);
  core.withArrays([file], 0, ([at]) => core.module.restore(object, at!, file.length));
}

/** @param spec what `engine.loadModel` makes the network from again. */
export function weightsFile(
  { core, object }: ModelHold,
  spec: string,
  remarks: Record<string, string>,
): Uint8Array<ArrayBuffer> {
  for (const [name, remark] of Object.entries(remarks)) {
    if (typeof remark !== 'string') {
      throw unexpected(`metadata.${name}`, 'a text', describe(remark));
    }
  }
  return core.withText(JSON.stringify({ spec, ...remarks }), (at, bytes) =>
    core.module.saveWeights(object, at, bytes),
  );
}
