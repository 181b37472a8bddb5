import type { UnitArithmetic } from 'receptive';
import type { LessonApi } from '../commands';
import type { LessonAnswer, LessonLayer } from '../protocol';
import type { SlidingFigure } from '../words/tour';

/** Zeros around a map that a window may stand on. */
export interface Frame {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

/** A layer of a lesson at work: what it reads, what it gives, and the value that is written out. */
export class Sliding {
  answer = $state.raw<LessonAnswer | undefined>();
  unit = $state.raw<UnitArithmetic | undefined>();
  /** Place of the written-out value. */
  place = $state(0);
  frame = $state.raw<Frame>({ top: 0, left: 0, bottom: 0, right: 0 });
  problem = $state<string | undefined>();
  readonly gives = $derived(this.answer?.layers.find(({ name }) => name === this.figure.layer));
  readonly reads = $derived.by((): LessonLayer | undefined => {
    const { layers } = this.answer ?? { layers: [] };
    return layers[layers.findIndex(({ name }) => name === this.figure.layer) - 1];
  });
  readonly filters = $derived(
    this.answer?.parameters.find(({ name }) => name === `${this.figure.layer}.weight`),
  );

  constructor(
    private readonly api: LessonApi,
    readonly figure: SlidingFigure,
  ) {}

  async load(): Promise<void> {
    const { net, layer, at } = this.figure;
    try {
      const answer = await this.api.lesson(net);
      const shape = answer.layers.find(({ name }) => name === layer)?.shape ?? [1, 1, 1];
      const last = shape[0] * shape[1] * shape[2] - 1;
      const [first, end] = await Promise.all([
        this.api.lessonUnit(net, layer, 0),
        this.api.lessonUnit(net, layer, last),
      ]);
      this.frame = frameOf(first, end);
      const [map, row, column] = at ?? [0, 0, 0];
      this.place = (map * shape[1] + row) * shape[2] + column;
      this.unit = first;
      this.answer = answer;
      await this.write();
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
  }

  async goTo(place: number): Promise<void> {
    const count = this.gives?.values.length ?? 0;
    if (place < 0 || place >= count || place === this.place) return;
    this.place = place;
    await this.write();
  }

  /** One position on or back; rows further with `rows`. */
  async move(columns: number, rows = 0): Promise<void> {
    const width = this.gives?.shape[2] ?? 1;
    await this.goTo(this.place + columns + rows * width);
  }

  private async write(): Promise<void> {
    const { place } = this;
    try {
      const unit = await this.api.lessonUnit(this.figure.net, this.figure.layer, place);
      // Who steps on quickly wants the newest only.
      if (place !== this.place) return;
      this.unit = unit;
      this.problem = undefined;
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
  }
}

/** How far windows hang over the edges, from the first and the last of them. */
function frameOf({ window: first }: UnitArithmetic, { window: last }: UnitArithmetic): Frame {
  if (!first || !last) return { top: 0, left: 0, bottom: 0, right: 0 };
  const over = (side: 0 | 1): number =>
    Math.max(
      0,
      last.origin[side] +
        (last.kernel[side] - 1) * last.dilation[side] +
        1 -
        last.reads[side === 0 ? 1 : 2],
    );
  return {
    top: Math.max(0, -first.origin[0]),
    left: Math.max(0, -first.origin[1]),
    bottom: over(0),
    right: over(1),
  };
}
