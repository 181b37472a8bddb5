import type { Engine, ModelSpec } from 'receptive';
import type { ModelFileRemarks } from '../../protocol/keep';
import { readJson } from '../../protocol/plain-json';
import { decodeExperiment } from '../../protocol/read-link';

/** A header is a few kilobytes; a stranger's file may claim anything. */
const longestHeader = 1_000_000;

/**
 * What a model file says of itself; all of it is read, and refused where something in it is wrong. What
 * another program made need not say what its network is made of, and only that network can read it.
 */
export function checkModelFile(
  engine: Pick<Engine, 'loadModel' | 'presets'>,
  file: Uint8Array,
): ModelFileRemarks {
  const { spec, network, link } = remarksOf(file);
  const told = {
    ...(typeof network === 'string' ? { network } : {}),
    ...(typeof link === 'string'
      ? { experiment: decodeExperiment(link, engine.presets()).experiment }
      : {}),
  };
  if (typeof spec !== 'string') return told;
  const model = engine.loadModel(file, { batchSize: 1 });
  try {
    // The core has read it: it is a specification.
    const { value } = readJson(spec) as { value: ModelSpec };
    const classes = model.layers().at(-1)!.outputShape[0];
    return { ...told, reads: { input: value.input, classes } };
  } finally {
    model.dispose();
  }
}

/** The remarks in a safetensors file: 8 bytes of header length, then JSON. */
function remarksOf(file: Uint8Array): Record<string, unknown> {
  const length =
    file.length < 8 ? Infinity : new DataView(file.buffer, file.byteOffset).getUint32(0, true);
  const here = length <= Math.min(longestHeader, file.length - 8);
  const header = readJson(here ? new TextDecoder().decode(file.slice(8, 8 + length)) : '');
  const value = 'value' in header ? header.value : undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error('This is no model file: it does not begin as a safetensors file does.');
  }
  return (value as { __metadata__?: Record<string, unknown> }).__metadata__ ?? {};
}

/** "three-filters-xo-step-1240.safetensors" */
export function modelFileName(network: string, data: string, step: number): string {
  const plain = (text: string): string => text.replace(/[^a-z0-9]+/gi, '-').toLowerCase();
  return `${plain(network)}-${plain(data)}-step-${step}.safetensors`;
}
