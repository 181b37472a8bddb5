import type { Engine, ExampleShape, LayerInfo, LayerSpec, ModelSpec } from 'receptive';
import type { Draft, DraftDescription, DraftLayer, DraftProblem } from '../../shared/edit';
import { withOutputs } from '../recipe';

type Describer = Pick<Engine, 'describe'>;

/** What a network under construction is for. */
export interface DraftHost {
  input: ExampleShape;
  classes: number;
  /** Optimizer and batch size, which decide the memory. */
  recipe: Pick<ModelSpec, 'optimizer' | 'batchSize'>;
}

/** The draft with a name for each layer, so that what the core says can be traced to one. */
export function namedLayers(layers: readonly LayerSpec[]): (LayerSpec & { name: string })[] {
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
  if ('described' in found) {
    const { layers: infos, memory } = found.described;
    return { layers: gather(layers, infos), memory, ...wrongOutputs(infos, host) };
  }
  const { problem } = found;
  const sound = layers.slice(0, Math.max(0, problem.layer));
  return { layers: describeHead(engine, host, sound), problem };
}

/** Why the draft cannot be made; undefined when it can. */
export function draftProblem(
  engine: Describer,
  host: DraftHost,
  draft: Draft,
): DraftProblem | undefined {
  const layers = namedLayers(withOutputs(draft.layers, host.classes));
  const found = attempt(engine, host, draft, layers);
  return 'problem' in found ? found.problem : wrongOutputs(found.described.layers, host).problem;
}

function attempt(
  engine: Describer,
  host: DraftHost,
  { loss }: Pick<Draft, 'loss'>,
  layers: readonly (LayerSpec & { name: string })[],
): { described: ReturnType<Describer['describe']> } | { problem: DraftProblem } {
  try {
    const { input, recipe } = host;
    const rest = loss === undefined ? {} : { loss };
    return { described: engine.describe({ input, layers: [...layers], ...recipe, ...rest }) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { problem: { message, layer: culprit(message, layers) } };
  }
}

/** The layer that a message of the core begins with: its name, or that of a part made of it. */
function culprit(message: string, layers: readonly { name: string }[]): number {
  const owner = message.slice(0, Math.max(0, message.indexOf(':')));
  const exact = layers.findIndex(({ name }) => name === owner);
  if (exact >= 0) return exact;
  const parts = layers.map(({ name }) => (owner.startsWith(`${name}_`) ? name.length : -1));
  const longest = Math.max(-1, ...parts);
  return longest < 0 ? -1 : parts.indexOf(longest);
}

/** The layers before the one that fails, with an end that makes a network of them. */
function describeHead(
  engine: Describer,
  host: DraftHost,
  head: (LayerSpec & { name: string })[],
): DraftLayer[] {
  if (head.length === 0) return [];
  const read = new Set(head.flatMap(({ inputs }, i) => inputs ?? (i > 0 ? head[i - 1]!.name : [])));
  const open = head.filter(({ name }) => !read.has(name)).map(({ name }) => name);
  const flat = open.map((name, i) => ({
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
    return [];
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
  infos: readonly LayerInfo[],
  { classes }: DraftHost,
): { problem?: DraftProblem } {
  const [channels, height, width] = infos.at(-1)!.outputShape;
  const outputs = channels * height * width;
  if (channels === classes && outputs === classes) return {};
  const message =
    `The network ends in ${outputs} outputs, and the data has ${classes} classes: ` +
    'end it with a dense layer, which gets a unit for each class by itself.';
  return { problem: { message, layer: -1 } };
}
