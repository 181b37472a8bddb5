import { sharing, type Column } from '../../paint/columns';
import type { Hover, PictureKind, ScaleKind } from '../../paint/hover';
import type { ShownRun } from '../../run/shown-run.svelte';
import type { FilterKind, View } from '../../view/view.svelte';
import type { CursorColumn } from '../figureKeys';
import type * as furtherPlans from '../plan/further';
import { opensWhole, slabsOf } from '../plan/slabs';
import { planSurface } from '../plan/surfacePlan';
import { emptyPlan, type Box, type Piece, type Place, type SurfacePlan } from '../plan/surface';
import { placeAt, spotOf, squareAt } from './find';
import type { Look } from './look.svelte';

const filterShows: Record<FilterKind, ScaleKind> = {
  weights: 'filters',
  gradients: 'filterGradients',
  updates: 'filterUpdates',
};

/** Of a line of small words, in CSS pixels. */
const lineHeight = 18;

/** Narrower than this, in CSS pixels, one slab stands under the other. */
const stackedBelow = 560;

/** What it is told by the view that shows it. */
export interface Given {
  columns: readonly Column[];
  /** Device pixels of a CSS pixel. */
  ratio: number;
}

/** A box in the window, in CSS pixels. */
export interface WindowBox {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The network as it lies on the surface: what is shown of it, where, and what lies at a point. */
export class Surface {
  /** Of the window that shows it, in CSS pixels; 0 until it is measured. */
  width = $state(0);
  height = $state(0);
  /** How branches, long chains and phones are planned; fetched where that is wanted. */
  further = $state.raw<typeof furtherPlans | undefined>();

  constructor(
    private readonly session: ShownRun,
    private readonly view: View,
    private readonly look: Look,
    private readonly given: () => Given,
  ) {}

  readonly ratio = $derived.by(() => this.given().ratio);
  readonly backward = $derived.by(() => this.view.mode === 'gradients');
  readonly stacked = $derived(this.width > 0 && this.width < stackedBelow);
  readonly shows = $derived.by((): Record<Piece['band'], ScaleKind> => ({
    picture: 'maps',
    filters: filterShows[this.view.filterKind],
    maps: this.backward ? 'mapGradients' : 'maps',
  }));
  readonly kinds = $derived.by((): Record<Piece['band'], PictureKind> => ({
    picture: 'picture',
    filters: this.view.filterKind === 'gradients' ? 'filterGradients' : 'filters',
    maps: this.backward ? 'mapGradients' : 'maps',
  }));
  readonly classNames = $derived.by(() => this.session.setUp?.data.classNames ?? []);

  readonly slabs = $derived.by(() => {
    const { columns } = this.given();
    const whole = opensWhole(columns);
    return slabsOf(columns, (group) => this.view.unfolded.get(group) ?? whole);
  });

  /** Undefined while what plans it is on its way. */
  private readonly planned = $derived.by(() => {
    const { whole } = this.view;
    return this.stacked
      ? this.further?.stackSurface(this.slabs, this.room, this.classNames.length, whole)
      : planSurface(this.slabs, this.room, this.further, whole);
  });
  private readonly room = $derived.by(() => ({
    width: Math.floor(this.width * this.ratio),
    // The lowest line is kept for what the drawn lines mean.
    height: Math.floor((this.height - (this.stacked ? 0 : lineHeight)) * this.ratio),
    ratio: this.ratio,
  }));
  readonly plan = $derived.by((): SurfacePlan => this.planned ?? emptyPlan(this.room));
  readonly wantsFurther = $derived.by(
    () => this.width > 0 && this.planned === undefined && this.further === undefined,
  );

  /** What is drawn: while bars tell the answer, all but its squares. */
  readonly pieces = $derived.by((): readonly Piece[] =>
    this.plan.pieces.filter(
      ({ slab, band }) => this.backward || slab.kind !== 'output' || band === 'filters',
    ),
  );

  /** Ends of each piece's scale. */
  readonly limits = $derived.by((): ReadonlyMap<Piece, number> => {
    // They change only with a frame.
    void this.session.frame;
    const { columns } = this.given();
    const shared = this.view.scale === 'shared';
    return new Map(
      this.plan.pieces.map((piece) => {
        const family = shared
          ? undefined
          : sharing(columns, piece.column, piece.band === 'filters');
        return [piece, this.session.limits.of(this.shows[piece.band], family)] as const;
      }),
    );
  });

  /** The pictures of each slab, for the cursor that keys move. */
  readonly cursorColumns = $derived.by((): CursorColumn[] =>
    this.slabs.all.map(({ name }) => ({
      name,
      pictures: (['picture', 'filters', 'maps'] as const).flatMap((band) =>
        this.plan.pieces
          .filter((piece) => piece.slab.name === name && piece.band === band)
          .map(({ column, grid }) => ({ column: column.name, kind: this.kinds[band], grid })),
      ),
    })),
  );

  /** What the camera moves over, in the window. */
  readonly seen = $derived.by(() => ({
    left: this.plan.window.left / this.ratio,
    width: this.plan.window.width / this.ratio,
  }));

  boxOf(item: Pick<Piece | Place, 'pin' | 'left' | 'top'>, size: Pick<Box, 'width' | 'height'>) {
    const { ratio } = this;
    const { x, y, zoom } = spotOf(item, this.look.camera, this.plan);
    return {
      ...{ x: x / ratio, y: y / ratio },
      width: (size.width * zoom) / ratio,
      height: (size.height * zoom) / ratio,
    } satisfies WindowBox;
  }

  /** The square at a point of the window, in CSS pixels. */
  squareAt(x: number, y: number): Hover | undefined {
    const { ratio } = this;
    const { plan, pieces, kinds } = this;
    return squareAt({ ...plan, pieces }, this.look.camera, kinds, x * ratio, y * ratio);
  }

  /** The slab at a point of the window, in CSS pixels. */
  placeAt(x: number, y: number): Place | undefined {
    return placeAt(this.plan, this.look.camera, x * this.ratio, y * this.ratio);
  }

  pieceOf({ column, kind }: Hover): Piece | undefined {
    return this.plan.pieces.find(
      (piece) => piece.column.name === column && this.kinds[piece.band] === kind,
    );
  }
}
