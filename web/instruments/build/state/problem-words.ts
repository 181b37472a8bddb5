import type { LayerSpec } from 'receptive';
import type { DraftProblem } from '../protocol';
import { joinsEqual } from '../../../protocol/layer-kinds';
import { shapeText } from '../../../client/paint/columns';
import { entryOf, valueOf } from './layerTable';
import { sizeText } from './build-words';

/**
 * Why a network cannot be made, as people say it.
 *
 * @param layers That network's, each with a name.
 */
export function plainProblem(
  problem: DraftProblem,
  layers: readonly (LayerSpec & { name: string })[],
): string {
  const { argument, expected, found, message } = problem;
  const layer = layers[problem.layer];
  const said =
    layer &&
    ((argument === 'window' && windowWords(problem, layer, layers[problem.behind ?? -1]?.name)) ||
      (argument === 'inputs' && joinWords(problem, layer)));
  if (said) return said;
  if (layer && problem.unread) {
    return `No later layer reads ${layer.name}, and it is not the last one: let one read it, or remove it.`;
  }
  if (argument === undefined || expected === undefined || found === undefined) return message;
  return `${argument}: expected ${expected}, found ${found}`;
}

/** @param behind Name of the layer that left no map to look at. */
function windowWords(
  { reads = [] }: DraftProblem,
  layer: LayerSpec,
  behind: string | undefined,
): string | undefined {
  const { arguments: fields, ofRows } = entryOf(layer.type);
  const field = fields.find(({ name }) => name.endsWith('Size'));
  const size = pairOf(field && (valueOf(layer, field.name) ?? field.fallback));
  const [, height, width] = reads[0] ?? [];
  if (!field || !size || height === undefined || width === undefined) return undefined;
  const spread = pairOf(valueOf(layer, 'dilationRate') ?? 1) ?? [1, 1];
  const [rows, columns] = size.map((side, i) => (side - 1) * spread[i]! + 1);
  const wide = spread[0] * spread[1] > 1;
  const word = field.name === 'kernelSize' ? 'filter' : 'window';
  const given = valueOf(layer, 'padding');
  const isWord = given === undefined || typeof given === 'string';
  const padded = isWord ? '' : ` with padding ${sizeText(given)}`;
  const same = isWord && fields.some((one) => one.name === 'padding' && offers(one, 'same'));
  const advice = `${same ? 'use padding same, or' : 'use'} a smaller ${word}.`;
  if (ofRows) {
    const over = wide ? `, spread over ${columns},` : '';
    return `A ${word} ${size[1]} wide${over} does not fit a row ${width} wide${padded}: ${advice}`;
  }
  const subject = `A ${size.join('×')} ${word}${wide ? `, spread over ${rows}×${columns},` : ''}`;
  return behind === undefined
    ? `${subject} does not fit a ${height}×${width} map${padded}: ${advice}`
    : `${subject} does not fit behind ${behind}, where every map is one square: move it above ${behind}.`;
}

function offers(field: ReturnType<typeof entryOf>['arguments'][number], choice: string): boolean {
  return field.kind === 'choice' && field.options.some(({ value }) => value === choice);
}

function joinWords({ reads = [] }: DraftProblem, layer: LayerSpec): string | undefined {
  const [first] = reads;
  if (!first) return undefined;
  const equal = joinsEqual(layer);
  const sizeOf = (shape: readonly number[]) => shape.slice(1).join('×');
  const text = equal ? shapeText : sizeOf;
  const other = reads.find((shape) => text(shape) !== text(first));
  if (!other) return undefined;
  const rule = equal
    ? 'Only layers of the same shape can be added'
    : 'Only maps of the same size can stand side by side';
  return `${rule}; these are ${text(first)} and ${text(other)}.`;
}

/** A size as Keras has it: one whole number for both sides, or [height, width]. */
function pairOf(value: unknown): [number, number] | undefined {
  const list = Array.isArray(value) ? (value as unknown[]) : [value, value];
  const [height, width] = list;
  return typeof height === 'number' && typeof width === 'number' ? [height, width] : undefined;
}
