import type { LessonApi, LessonNet } from '../commands';
import type { NudgeFigure } from '../words/tour';

/** Raises one number of a lesson's network by 1 and asks what the sum of the outputs becomes. */
export class Nudge {
  /** The sum as it is. */
  sum = $state<number | undefined>();
  outputs = $state.raw<Float32Array>(new Float32Array());
  /** The number that was raised last, and the sum then. */
  raised = $state.raw<{ of: 'input' | 'weight'; place: number; sum: number } | undefined>();
  /** Differences found so far: of the inputs, of the weights. */
  readonly found = $state<{ input: (number | undefined)[]; weight: (number | undefined)[] }>({
    input: [],
    weight: [],
  });

  constructor(
    private readonly api: LessonApi,
    private readonly figure: NudgeFigure,
  ) {}

  get image(): readonly number[] {
    return this.figure.net.image;
  }

  get weights(): readonly number[] {
    return this.figure.net.values?.[this.figure.parameter] ?? [];
  }

  async load(): Promise<void> {
    const { sum, outputs } = await this.run(this.figure.net);
    this.sum = sum;
    this.outputs = outputs;
  }

  async raise(of: 'input' | 'weight', place: number): Promise<void> {
    const { net, parameter } = this.figure;
    const raised = (values: readonly number[]): number[] =>
      values.map((value, i) => (i === place ? value + 1 : value));
    const changed: LessonNet =
      of === 'input'
        ? { ...net, image: raised(net.image) }
        : { ...net, values: { ...net.values, [parameter]: raised(this.weights) } };
    const { sum, outputs } = await this.run(changed);
    if (this.sum === undefined) return;
    this.raised = { of, place, sum };
    this.outputs = outputs;
    this.found[of][place] = sum - this.sum;
  }

  /** With a layer of ones behind it that adds up the outputs. */
  private async run(net: LessonNet): Promise<{ sum: number; outputs: Float32Array }> {
    // A network has two outputs at least; the second one stays 0.
    const sums = net.image.map(() => 1).concat(net.image.map(() => 0));
    const { layers } = await this.api.lesson({
      ...net,
      spec: {
        ...net.spec,
        layers: [
          ...net.spec.layers,
          { type: 'flatten' },
          { type: 'dense', name: 'sum', units: 2, useBias: false },
        ],
      },
      values: { ...net.values, 'sum.weight': sums },
    });
    const of = (name: string) => layers.find((layer) => layer.name === name)!.values;
    return { sum: of('sum')[0]!, outputs: of(this.figure.layer) };
  }
}
