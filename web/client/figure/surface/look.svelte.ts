import type { CameraPlace } from '../../../protocol/link-place';
import {
  between,
  cameraAt,
  clamped,
  fitted,
  including,
  lookingAt,
  mostZoom,
  placeOf,
  zoomedAt,
  type Camera,
  type Sight,
} from '../camera';
import { surfaceMeasures, type Box, type SurfacePlan } from '../plan/surface';

/** How long a flight takes, in milliseconds. */
const flight = 320;

/** Where one looks on the surface, and how one gets elsewhere. */
export class Look {
  camera = $state.raw<Camera>({ zoom: 1, x: 0, y: 0 });
  /** What there is to see, once it is laid out. */
  plan = $state.raw<SurfacePlan | undefined>();
  /** Where one wants to be as soon as there is a plan. */
  private wanted: CameraPlace | undefined;
  private most = 4;
  /** Of a heading, in device pixels. */
  private head = 0;
  private flying = 0;

  /** The plan of another network or window: everything is in sight again where that was so before. */
  follow(plan: SurfacePlan, ratio: number): void {
    const before = this.plan;
    const whole = !before || this.isWhole;
    this.plan = plan;
    const cells = plan.pieces.map(({ grid }) => grid.cell);
    this.head = surfaceMeasures.head * ratio;
    this.most = mostZoom(Math.min(...cells), ratio);
    this.stop();
    if (this.wanted && plan.pieces.length > 0) {
      this.camera = cameraAt(this.wanted, plan, this.most);
      this.wanted = undefined;
    } else this.camera = whole ? fitted(plan) : clamped(this.camera, plan);
  }

  /** Where the camera is, for windows of any size. */
  get place(): CameraPlace | undefined {
    return this.plan && placeOf(this.camera, this.plan);
  }

  /** To another place, or back to everything. */
  goTo(place: CameraPlace | undefined): void {
    if (!this.plan?.pieces.length) this.wanted = place;
    else if (!samePlace(place, this.place)) this.fly(cameraAt(place, this.plan, this.most));
  }

  /** Everything is in sight. */
  get isWhole(): boolean {
    return this.plan === undefined || this.camera.zoom <= fitted(this.plan).zoom * 1.001;
  }

  /** Somewhere a pixel of the screen covers several values. */
  get isCoarse(): boolean {
    const { zoom } = this.camera;
    return this.plan?.pieces.some(({ pin, grid }) => !pin && grid.cell * zoom < 1) ?? false;
  }

  get nearest(): boolean {
    return this.camera.zoom >= this.most * 0.999;
  }

  fit(): void {
    if (this.plan) this.fly(fitted(this.plan));
  }

  /** @param at A point of the window that stays where it is; its middle by default. Device pixels. */
  zoom(factor: number, at?: { x: number; y: number }): void {
    this.now((camera, sight) => {
      const { left, top, width, height } = sight.window;
      const point = at ?? { x: left + width / 2, y: top + height / 2 };
      return zoomedAt(camera, sight, factor, point, this.most);
    });
  }

  pan(x: number, y: number): void {
    this.now((camera, sight) => clamped({ ...camera, x: camera.x + x, y: camera.y + y }, sight));
  }

  /** Flies to a box and as near as it fits the window. */
  flyTo(box: Box): void {
    if (this.plan) this.fly(lookingAt(box, this.plan, this.most, this.head));
  }

  /** As large as planned, from the left end of a box on; all of it where there is room. */
  showFrom({ left, width }: Pick<Box, 'left' | 'width'>): void {
    const { plan } = this;
    if (!plan) return;
    const spare = Math.max(0, plan.window.width - width) / 2;
    this.fly(clamped({ zoom: 1, x: left - plan.ground.left - spare, y: 0 }, plan));
  }

  /** Moves as little as it takes to have a box in sight. */
  include(box: Box): void {
    this.now((camera, sight) => including(camera, box, sight));
  }

  private now(next: (camera: Camera, sight: Sight) => Camera): void {
    if (!this.plan) return;
    this.stop();
    this.camera = next(this.camera, this.plan);
  }

  private stop(): void {
    cancelAnimationFrame(this.flying);
    this.flying = 0;
  }

  private fly(to: Camera): void {
    this.stop();
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      this.camera = to;
      return;
    }
    const from = this.camera;
    const began = performance.now();
    const step = (now: number): void => {
      const share = Math.min(1, Math.max(0, (now - began) / flight));
      // Slowly away and slowly there.
      this.camera = between(from, to, share * share * (3 - 2 * share));
      this.flying = share < 1 ? requestAnimationFrame(step) : 0;
    };
    this.flying = requestAnimationFrame(step);
  }
}

function samePlace(one: CameraPlace | undefined, other: CameraPlace | undefined): boolean {
  return one?.near === other?.near && one?.x === other?.x && one?.y === other?.y;
}
