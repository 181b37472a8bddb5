import type { Engine, ExampleShape, LayerInfo, LayerSpec, ModelSpec } from 'receptive';
import type { Draft } from '../commands';
import type { DraftDescription, DraftLayer, DraftProblem } from '../protocol';
import { problemOf } from '../../../protocol/errors';
import { withOutputs } from '../../../protocol/fitted-spec';
import { culprit, unread, whatItReads, type Named } from './draft-problem';

type Describer = Pick<Engine, 'describe'>;
type Described = ReturnType<Describer['describe']>;

/** What a network under construction is for. */
export interface DraftHost {
  input: ExampleShape;
  classes: number;
  /** Optimizer and batch size, which decide the memory. */
  recipe: Pick<ModelSpec, 'optimizer' | 'batchSize'>;
}

/** The draft with a name for each layer, so that what the core says can be traced to one. */
export function namedLayers(layers: readonly LayerSpec[]): Named[] {
  const taken = new Set(layers.flatMap(({ name }) => name ?? []));
  return layers.map((layer) => {
    if (layer.name !== undefined) return { ...layer, name: layer.name };
    let name: string = layer.type;
    for (let i = 1; taken.has(name); ++i) name = `${layer.type}_${i}`;
    taken.add(name);
    return { ...layer, name };
  });
}

export function describeDraft(
  engine: Describer,
  host: DraftHost,
  draft: Draft,
): Omit<DraftDescription, 'run'> {
  const layers = namedLayers(withOutputs(draft.layers, host.classes));
  const found = attempt(engine, host, draft, layers);
  if ('problem' in found) return { layers: found.head, problem: found.problem };
  const { layers: infos, memory } = found.described;
  const problem = wrongOutputs(infos, host);
  return { layers: gather(layers, infos), memory, ...(problem ? { problem } : {}) };
}

/** Why the draft cannot be made; undefined when it can. */
export function draftProblem(
  engine: Describer,
  host: DraftHost,
  draft: Draft,
): DraftProblem | undefined {
  return describeDraft(engine, host, draft).problem;
}

function attempt(
  engine: Describer,
  host: DraftHost,
  { loss }: Pick<Draft, 'loss'>,
  layers: readonly Named[],
): { described: Described } | { problem: DraftProblem; head: DraftLayer[] } {
  const { input, recipe } = host;
  const rest = loss === undefined ? {} : { loss };
  try {
    return { described: engine.describe({ input, layers: [...layers], ...recipe, ...rest }) };
  } catch (error) {
    const headOf = (count: number) => describeHead(engine, host, layers.slice(0, count));
    const said = problemOf(error);
    const at = culprit(layers, said, (count) => headOf(count) !== undefined);
    const head = headOf(at.layer < 0 ? layers.length : at.layer) ?? [];
    const problem: DraftProblem = { ...said, ...at };
    if (at.layer < 0) return { problem: wrongOutputs(head, host) ?? problem, head };
    const shapes = head.map(({ outputShape }) => outputShape);
    return { problem: { ...problem, ...whatItReads(layers, at.layer, input, shapes) }, head };
  }
}

/** The first layers, with an end that makes a network of them; undefined where there is none. */
function describeHead(
  engine: Describer,
  host: DraftHost,
  head: readonly Named[],
): DraftLayer[] | undefined {
  if (head.length === 0) return [];
  const flat = unread(head).map((name, i) => ({
    type: 'flatten' as const,
    name: `end of branch ${i}`,
    inputs: [name],
  }));
  const joined: LayerSpec[] =
    flat.length > 1
      ? [{ type: 'concatenate', name: 'end', inputs: flat.map(({ name }) => name) }]
      : [];
  const tail: LayerSpec[] = [...flat, ...joined, { type: 'dense', name: 'end of all', units: 2 }];
  try {
    const { input, recipe } = host;
    return gather(head, engine.describe({ input, layers: [...head, ...tail], ...recipe }).layers);
  } catch {
    return undefined;
  }
}

/** A layer of the draft may have become several: its activation, the steps of a recurrent one. */
function gather(layers: readonly { name: string }[], infos: readonly LayerInfo[]): DraftLayer[] {
  const starts = layers.map(({ name }) => infos.findIndex((info) => info.name === name));
  return layers.map((_, i) => {
    const first = starts[i]!;
    const next = starts[i + 1] ?? infos.findIndex((info) => info.name === 'end of branch 0');
    const parts = infos.slice(first, next < 0 ? infos.length : next);
    const sum = (count: (info: LayerInfo) => number) =>
      parts.reduce((total, part) => total + count(part), 0);
    const note = parts.find((part) => part.note)?.note;
    return {
      outputShape: parts.at(-1)!.outputShape,
      parameterCount: sum((part) => part.parameterCount),
      multiplyAdds: sum((part) => part.multiplyAdds),
      settings: parts[0]!.settings,
      ...(note === undefined ? {} : { note }),
    };
  });
}

function wrongOutputs(
  layers: readonly Pick<DraftLayer, 'outputShape'>[],
  { classes }: DraftHost,
): DraftProblem | undefined {
  const last = layers.at(-1)?.outputShape;
  if (!last) return undefined;
  const outputs = last[0] * last[1] * last[2];
  if (last[0] === classes && outputs === classes) return undefined;
  const message =
    `The network ends in ${outputs} outputs, and the data has ${classes} classes: ` +
    'end it with a dense layer, which gets a unit for each class by itself.';
  return { message, layer: -1 };
}
