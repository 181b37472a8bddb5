import type { Engine, ModelSpec } from 'receptive';
import type { ModelFileRemarks } from '../../shared/keep';
import { readJson } from '../../shared/plain-json';

/** A header is a few kilobytes; a stranger's file may claim anything. */
const longestHeader = 1_000_000;

/**
 * What a model file says of itself; all of it is read, and refused where something in it is wrong. One
 * that does not say what its network is made of can be read by that network alone.
 */
export function checkModelFile(
  engine: Pick<Engine, 'loadModel'>,
  file: Uint8Array,
): ModelFileRemarks {
  const { spec, network, link } = remarksOf(file);
  const told = {
    ...(typeof network === 'string' ? { network } : {}),
    ...(typeof link === 'string' ? { link } : {}),
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

/** The remarks in a safetensors file (8 bytes of header length, then JSON); none in anything else. */
function remarksOf(file: Uint8Array): Record<string, unknown> {
  if (file.length < 8) return {};
  const length = new DataView(file.buffer, file.byteOffset).getUint32(0, true);
  if (length > longestHeader || length > file.length - 8) return {};
  const header = readJson(new TextDecoder().decode(file.slice(8, 8 + length)));
  if ('problem' in header) return {};
  const { value } = header as { value: { __metadata__?: Record<string, unknown> } | null };
  return value?.__metadata__ ?? {};
}

/** "three-filters-xo-step-1240.safetensors" */
export function modelFileName(network: string, data: string, step: number): string {
  const plain = (text: string): string => text.replace(/[^a-z0-9]+/gi, '-').toLowerCase();
  return `${plain(network)}-${plain(data)}-step-${step}.safetensors`;
}
