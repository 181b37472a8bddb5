import type { GradientPart, UnitGradient } from 'receptive';
import type { ExplainApi } from '../commands';
import type { ExplainedGradient, ExplainedUnit, ExplainedWeight } from '../protocol';
import type { Frame, PictureChoice, SetUp } from '../../../protocol/messages';
import { describeColumns } from '../../../client/paint/columns';
import type { Marks } from '../../../client/paint/marks';
import { marksOf } from './marks';
import type { Hover } from '../../../client/paint/hover';
import { coverAll, type Covers } from './covers';
import { LiveQuestion } from '../../../client/ui/liveQuestion.svelte';
import type { Positions } from './stepper.svelte';
import {
  filterParameter,
  layerOf,
  sameSquare,
  sameSubject,
  shapeOf,
  size,
  squareOf,
  subjectAt,
  type ShownNetwork,
  type Subject,
} from './subject';

export type Direction = 'forwards' | 'backwards';

/** A unit's gradient; where a layer that only rearranges reads the unit, that layer is looked through. */
export interface SeenGradient extends Omit<ExplainedGradient, 'gradient'> {
  /** Of the unit that was asked about. */
  gradient: UnitGradient;
  /** What really reads it. */
  parts: GradientPart[];
  /** Names of the layers looked through. */
  through: string[];
}

/** What the explanation needs to know of the run. */
export interface ExplainedRun {
  readonly run: number;
  readonly setUp: SetUp | undefined;
  readonly frame: Frame | undefined;
  readonly picture: PictureChoice;
  isOver(run: number): boolean;
}

/** The squares that the picture tells of. */
export interface PointedAt {
  hover: Hover | undefined;
  pinned: Hover | undefined;
}

/** What is explained on the page, forwards and backwards, kept up to date while a network trains. */
export class Explain {
  subject = $state.raw<Subject | undefined>();
  direction = $state<Direction>('forwards');
  /** Class that a drawing is meant to be, where the visitor has said so. */
  meant = $state<number | undefined>();
  readonly unit: LiveQuestion<ExplainedUnit>;
  readonly gradient: LiveQuestion<SeenGradient>;
  readonly weight: LiveQuestion<ExplainedWeight>;
  private readonly reached: LiveQuestion<{ subject: Subject; covers: Covers }>;

  readonly network = $derived.by((): ShownNetwork | undefined => {
    const { setUp } = this.session;
    return setUp && { setUp, columns: describeColumns(setUp) };
  });

  /** What the pointer is on. */
  readonly pointed = $derived.by((): Subject | undefined => {
    const { hover } = this.view;
    return hover && this.network && subjectAt(hover, this.network, this.session.frame);
  });

  /** The square that was set here, so that it is not taken for a press. */
  private own: Hover | undefined;
  private gradients = false;

  constructor(
    private readonly api: ExplainApi,
    private readonly session: ExplainedRun,
    private readonly view: PointedAt,
    question: <T>(interval?: number) => LiveQuestion<T> = (interval) => new LiveQuestion(interval),
  ) {
    this.unit = question();
    this.gradient = question();
    this.weight = question();
    this.reached = question(50);
  }

  /** The label of the shown picture: its class, or what the drawing is meant to be. */
  get label(): number | undefined {
    const { frame, picture } = this.session;
    if (picture.kind === 'test') return this.session.setUp?.testLabels[picture.index];
    if (this.meant !== undefined) return this.meant;
    const votes = frame?.probabilities;
    return votes && votes.length > 0 ? votes.indexOf(Math.max(...votes)) : undefined;
  }

  /** What the picture's `pinned` asks for: a press explains, a second press closes. */
  follow(pinned: Hover | undefined): void {
    if (sameSquare(pinned, this.own)) return;
    this.own = pinned;
    const { network } = this;
    const subject = pinned && network && subjectAt(pinned, network, this.session.frame);
    if (!subject) {
      this.subject = undefined;
      return;
    }
    this.gradients = pinned.kind === 'mapGradients' || pinned.kind === 'filterGradients';
    if (subject.kind === 'unit') this.direction = this.gradients ? 'backwards' : 'forwards';
    this.subject = subject;
  }

  /** Explains this, and marks its square where it is drawn. */
  show(subject: Subject, direction = this.direction): void {
    const { network } = this;
    if (!network) return;
    this.subject = subject;
    this.direction = direction;
    this.mark(subject, network);
  }

  private mark(subject: Subject, network: ShownNetwork): void {
    this.own = squareOf(subject, network, this.session.frame, this.gradients);
    this.view.pinned = this.own;
  }

  /**
   * What a link asks for, once the network and its numbers are there. Says whether they are; what the
   * network does not have is not explained.
   *
   * @param gradients The picture shows gradients.
   */
  open(subject: Subject, gradients: boolean): boolean {
    const { network } = this;
    if (!network || !this.session.frame) return false;
    this.gradients = gradients;
    if (this.exists(subject, network)) this.show(subject, gradients ? 'backwards' : 'forwards');
    return true;
  }

  close(): void {
    this.subject = undefined;
    this.own = undefined;
    this.view.pinned = undefined;
  }

  /** Asks anew for what is in sight: with each frame, picture and subject. */
  refresh(): void {
    const { subject, network, session } = this;
    const { run, picture } = session;
    if (!subject || !network) {
      for (const one of [this.unit, this.gradient, this.weight]) one.forget();
      return;
    }
    if (!this.exists(subject, network)) {
      this.close();
      return;
    }
    // Its square may have come into sight.
    if (!this.own) this.mark(subject, network);
    const { layer, place } = subject;
    const about = `${run} ${picture.kind === 'test' ? picture.index : 'drawing'} ${layer} ${place}`;
    if (subject.kind === 'weight') {
      const { parameter } = subject;
      const label = this.labelToSend();
      this.weight.want(`${about} ${parameter} ${label}`, () =>
        this.api.explainWeight(run, picture, parameter, place, label),
      );
    } else if (this.direction === 'forwards') {
      this.unit.want(about, () => this.api.explainUnit(run, picture, layer, place));
    } else {
      const label = this.labelToSend();
      this.gradient.want(`${about} ${label}`, () => this.seeGradient(layer, place));
    }
  }

  /** Asks what belongs to the pinned unit, or to the one under the pointer. */
  refreshReach(): void {
    const subject = this.subject ?? this.pointed;
    const { network, session } = this;
    if (subject?.kind !== 'unit' || !network) {
      this.reached.forget();
      return;
    }
    const { run } = session;
    const { layer, place } = subject;
    this.reached.want(`${run} ${layer} ${place}`, async () => {
      const reach = await this.api.reach(run, layer, place);
      const layers = network.columns.map(({ name, maps }) => {
        const shape = shapeOf(network, name)!;
        const vector = shape[1] * shape[2] === 1 && shape[0] > 1;
        return { name, shape, ...(vector ? { wrapped: maps.width } : {}) };
      });
      return { subject, covers: coverAll(reach, layers) };
    });
  }

  /** What the picture outlines. */
  marks(): Marks {
    const subject = this.subject ?? this.pointed;
    const { network } = this;
    const reached = this.reached.answer;
    const covers = sameSubject(reached?.subject, subject) ? reached?.covers : undefined;
    return marksOf(
      subject,
      covers,
      network ?? { setUp: this.session.setUp!, columns: [] },
      this.session.frame,
    );
  }

  /** One unit's gradient, looking through layers that only rearrange. Throws what the worker says. */
  async seeGradient(layer: string, place: number): Promise<SeenGradient> {
    const { run, picture } = this.session;
    const label = this.labelToSend();
    const first = await this.api.explainGradient(run, picture, layer, place, label);
    const through: string[] = [];
    let { parts } = first.gradient;
    let { readers } = first;
    // A network has few such layers in a row; a bound is cheaper than a proof.
    while (through.length < 4) {
      const [part] = parts;
      const silent = !this.network?.columns.some(({ name }) => name === part?.layer);
      if (!part || !silent || parts.length > 1 || part.places.length !== 1) break;
      through.push(part.layer);
      const next = await this.api.explainGradient(run, picture, part.layer, part.places[0]!, label);
      ({ parts } = next.gradient);
      ({ readers } = next);
    }
    return { ...first, parts, readers, through };
  }

  /** The positions among which the subject stands: those of its map, filter or vector. */
  positions(): Positions | undefined {
    const { subject, network } = this;
    const column = network?.columns.find(({ name }) => name === subject?.layer);
    const shape = column && shapeOf(network!, column.name);
    if (!subject || !column || !shape) return undefined;
    const tiled = subject.kind === 'unit' ? column.maps : column.filters;
    const drawn = subject.kind === 'unit' || filterParameter(column)?.name === subject.parameter;
    if (!tiled || !drawn) return undefined;
    const count =
      subject.kind === 'unit' && tiled.count === 1 ? size(shape) / this.parts(shape) : tiled.length;
    const height = Math.ceil(count / tiled.width);
    return { height, width: tiled.width, count, at: subject.place % count };
  }

  /** Another position of the same map or filter. */
  moveTo(at: number): void {
    const { subject } = this;
    const positions = this.positions();
    if (!subject || !positions) return;
    this.show({ ...subject, place: subject.place - positions.at + at });
  }

  /** What is in sight has been answered. */
  get settled(): boolean {
    return !this.unit.waiting && !this.gradient.waiting && !this.weight.waiting;
  }

  /** Maps that a shape has, a vector being one. */
  private parts([channels, height, width]: readonly number[]): number {
    return height! * width! === 1 ? 1 : channels!;
  }

  private labelToSend(): number | undefined {
    return this.session.picture.kind === 'drawing' ? this.label : undefined;
  }

  /** Another network may have no such layer, or smaller maps. */
  private exists(subject: Subject, network: ShownNetwork): boolean {
    if (subject.kind === 'unit') return subject.place < size(shapeOf(network, subject.layer));
    const parameters = layerOf(network, subject.layer)?.parameters ?? [];
    const parameter = parameters.find(({ name }) => name === subject.parameter);
    return subject.place < size(parameter?.shape);
  }
}
