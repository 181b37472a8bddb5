import type { ExampleShape, LayerInfo, LayerInspection, Model } from 'receptive';
import type { DataSetInfo } from '../../protocol/data-sets';
import type { FrameRequest, LayerFrame, MapStack, Ties } from '../../protocol/messages';
import { cutItems, firstIndices, largest, strengths } from './cut';
import { MapOrder } from './map-order';
import { tiesOf, type Source } from './ties';
import { shownWeights } from './weights';

/** A picture that the network looks at, and its class where it is known. */
export interface Picture {
  image: Float32Array;
  label: number | undefined;
}

/** What a frame shows of the network. */
export interface NetworkView {
  input: MapStack;
  /** Largest absolute gradient of the input. */
  inputLimit?: number;
  layers: LayerFrame[];
  probabilities: Float32Array;
  ties?: Ties;
}

/** The picture alone, of a network that cannot be looked at. */
export function blankView(
  { image }: Picture,
  { channels, height, width, classNames }: DataSetInfo,
): NetworkView {
  const indices = firstIndices(channels);
  return {
    input: { total: channels, indices, height, width, values: image.slice() },
    layers: [],
    probabilities: new Float32Array(classNames.length).fill(NaN),
  };
}

type LookableModel = Pick<Model, 'inspect' | 'inspectedAnswer' | 'parameter' | 'layers'> &
  Partial<Pick<Model, 'editing'>>;

/**
 * What the last step changed is kept of networks of up to so many weights, so that it is there when
 * it is asked for: a step takes 2 % longer at most, and a copy of the weights is held. Of larger ones
 * it is kept only while somebody looks at it.
 */
export const mostTracked = 5_000_000;

/** Layers that hand on what they read as it is, or nearly: their readers see through them. */
const silent = /^(flatten|reshape|dropout|spatialDropout2d)$/;

/** Cuts what the page is shown out of the network; keeps the order of maps steady over a run. */
export class FrameBuilder {
  private readonly order = new MapOrder();
  private readonly layers: LayerInfo[];
  private readonly byName: Map<string, LayerInfo>;
  /** For each layer the last of the layers after it whose maps belong to its own one by one. */
  private readonly strengthOf = new Map<string, string>();
  /** The network is small enough to keep what single steps change, whoever looks. */
  private readonly small: boolean;
  private oneByOne = true;
  private tracksUpdates = false;

  constructor(
    private readonly model: LookableModel,
    private readonly inputShape: ExampleShape,
  ) {
    this.layers = model.layers();
    this.byName = new Map(this.layers.map((layer) => [layer.name, layer]));
    for (const layer of this.layers) this.strengthOf.set(this.origin(layer), layer.name);
    const weights = this.layers.reduce((sum, { parameterCount }) => sum + parameterCount, 0);
    this.small = weights <= mostTracked;
    this.trackUpdates(false);
  }

  /**
   * Whether steps are taken one by one, by hand or in slow motion: what they change is kept then, for
   * whoever asks afterwards. At full speed it would cost the training up to a tenth.
   */
  watchSteps(oneByOne: boolean): void {
    this.oneByOne = oneByOne;
    this.trackUpdates(false);
  }

  view(picture: Picture, request: FrameRequest): NetworkView {
    const { image, label } = picture;
    if (request.figuresOnly) return this.figures(image);
    this.trackUpdates(request.updates === true);
    const { picture: shown, sorted = 0, forwardOnly = false } = request;
    this.order.begin(`${shown.kind} ${shown.kind === 'test' ? shown.index : ''} ${sorted}`);
    const back = label === undefined || forwardOnly ? {} : { label };
    const inspect = (layers?: readonly string[]) =>
      this.model.inspect(image, { ...back, ...(layers ? { layers } : {}) });
    const wanted = this.wanted(request);
    const inspection = inspect(wanted);
    const probabilities = this.model.inspectedAnswer();
    const layers: LayerFrame[] = [];
    // Only where maps have to be ordered anew is more of the network copied.
    const strengthsOf = (name: string): Float64Array => {
      const { activation } = inspection[name] ?? inspect([name])[name]!;
      const [channels] = this.byName.get(name)!.outputShape;
      return strengths(activation, activation.length / channels);
    };
    for (const layer of this.layers) {
      const seen = inspection[layer.name];
      if (seen) layers.push(this.layerFrame(layer, seen, strengthsOf, request));
    }
    const [channels, height, width] = this.inputShape;
    const input = inspection['input'];
    const ties = this.ties(request);
    return {
      input: {
        total: channels,
        indices: firstIndices(channels),
        height,
        width,
        // A copy: the caller's picture must survive the transfer of the frame.
        values: image.slice(),
        ...(input?.gradient ? { gradients: input.gradient } : {}),
      },
      inputLimit: input?.gradient ? largest(input.gradient) : 0,
      layers,
      probabilities,
      ...(ties ? { ties } : {}),
    };
  }

  /** Nothing is looked at; the figures of the training are in the frame all the same. */
  private figures(image: Float32Array): NetworkView {
    this.trackUpdates(false);
    const [channels, height, width] = this.inputShape;
    const classes = this.layers.at(-1)?.outputShape[0] ?? 0;
    return {
      input: {
        total: channels,
        indices: firstIndices(channels),
        height,
        width,
        values: image.slice(),
      },
      layers: [],
      probabilities: new Float32Array(classes).fill(NaN),
    };
  }

  /** The layers that are copied: those in sight, and the answer. All by default. */
  private wanted({ layers }: FrameRequest): readonly string[] | undefined {
    const last = this.layers.at(-1)?.name;
    if (!layers || last === undefined) return undefined;
    // Of a network that was replaced meanwhile, names may be asked that this one does not have.
    return [...layers.filter((name) => this.byName.has(name) && name !== last), last];
  }

  private trackUpdates(wanted: boolean): void {
    const on = wanted || (this.small && this.oneByOne);
    if (on === this.tracksUpdates) return;
    this.model.editing?.trackUpdates(on);
    this.tracksUpdates = on;
  }

  private ties({ tiesOf: asked }: FrameRequest): Ties | undefined {
    const layer = asked && this.byName.get(asked.layer);
    if (!layer) return undefined;
    const weightsOf = this.byName.get(layer.weightsOf ?? layer.name) ?? layer;
    const sources = layer.inputs.map((name) => this.source(name));
    return tiesOf(this.model, layer, weightsOf, asked.map, sources);
  }

  private source(name: string): Source {
    const layer = this.byName.get(name);
    if (!layer) return { name: 'input', shape: this.inputShape };
    if (silent.test(layer.type)) return this.source(layer.inputs[0] ?? 'input');
    return { name, shape: layer.outputShape };
  }

  private layerFrame(
    layer: LayerInfo,
    seen: LayerInspection,
    strengthsOf: (layer: string) => Float64Array,
    request: FrameRequest,
  ): LayerFrame {
    const [total, height, width] = seen.shape;
    const size = height * width;
    const close = request.whole?.includes(layer.name) ?? false;
    const inOrder = size === 1 ? request.maxUnits : request.maxRows;
    const indices =
      height === 1
        ? firstIndices(Math.min(total, close ? 4096 : inOrder))
        : this.chooseMaps(layer, strengthsOf, total).slice(0, close ? 4096 : request.maxMaps);
    const whole = indices.length === total && indices.every((index, place) => index === place);
    const cut = (values: Float32Array) => (whole ? values : cutItems(values, size, indices));
    const weights = shownWeights(this.model, layer, this.shapeRead(layer), indices, request);
    return {
      name: layer.name,
      maps: {
        total,
        indices: [...indices],
        height,
        width,
        values: cut(seen.activation),
        ...(seen.gradient ? { gradients: cut(seen.gradient) } : {}),
      },
      ...(weights ? { filters: weights.filters } : {}),
      limits: {
        values: largest(seen.activation),
        gradients: seen.gradient ? largest(seen.gradient) : 0,
        ...(weights?.limits ?? { weights: 0, weightGradients: 0 }),
      },
    };
  }

  private chooseMaps(
    layer: LayerInfo,
    strengthsOf: (layer: string) => Float64Array,
    total: number,
  ): readonly number[] {
    // A convolution's maps are as strong as what is left of them behind relu and pooling.
    const origin = this.origin(layer);
    return this.order.of(origin, total, () =>
      strengthsOf(this.strengthOf.get(origin) ?? layer.name),
    );
  }

  /** Name of the layer that made the maps which this layer changes one by one; often its own. */
  private origin(layer: LayerInfo): string {
    const before = this.keptApart(layer);
    return before ? this.origin(before) : layer.name;
  }

  private keptApart(layer: LayerInfo): LayerInfo | undefined {
    const before = layer.inputs.length === 1 ? this.byName.get(layer.inputs[0]!) : undefined;
    if (!before || /conv|dense|flatten/i.test(layer.type)) return undefined;
    const [channels, height, width] = layer.outputShape;
    return height * width > 1 && before.outputShape[0] === channels ? before : undefined;
  }

  /** Shape of the maps whose values this layer reads. */
  private shapeRead(layer: LayerInfo): ExampleShape {
    return this.source(layer.inputs[0] ?? 'input').shape;
  }
}
