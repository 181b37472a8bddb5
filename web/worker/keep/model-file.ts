import type { ModelFileRemarks } from '../../shared/keep';

/** A header is a few kilobytes; a stranger's file may claim anything. */
const longestHeader = 1_000_000;

/** The remarks in a safetensors file (8 bytes of header length, then JSON); none in anything else. */
export function remarksOf(file: Uint8Array): ModelFileRemarks {
  if (file.length < 8) return {};
  const length = new DataView(file.buffer, file.byteOffset).getUint32(0, true);
  if (length > longestHeader || length > file.length - 8) return {};
  try {
    const header: unknown = JSON.parse(new TextDecoder().decode(file.slice(8, 8 + length)));
    const remarks = (header as { __metadata__?: Record<string, unknown> } | null)?.__metadata__;
    const { network, link } = remarks ?? {};
    return {
      ...(typeof network === 'string' ? { network } : {}),
      ...(typeof link === 'string' ? { link } : {}),
    };
  } catch {
    return {};
  }
}

/** "three-filters-xo-step-1240.safetensors" */
export function modelFileName(network: string, data: string, step: number): string {
  const plain = (text: string): string => text.replace(/[^a-z0-9]+/gi, '-').toLowerCase();
  return `${plain(network)}-${plain(data)}-step-${step}.safetensors`;
}
