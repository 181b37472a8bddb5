import { describe, expect, it } from 'vitest';
import {
  between,
  cameraAt,
  clamped,
  fitted,
  including,
  lookingAt,
  placeOf,
  toGround,
  toWindow,
  zoomedAt,
  type Camera,
  type Sight,
} from '../../../web/client/figure/camera';

/** A ground as wide as the window, beside a pinned input of 100 pixels. */
const sight: Sight = {
  ground: { left: 100, top: 0, width: 600, height: 400 },
  window: { left: 100, top: 0, width: 600, height: 400 },
};
const wide: Sight = { ...sight, ground: { ...sight.ground, width: 1200 } };

/** The ground that is in sight lies within the ground that there is. */
function staysOn({ zoom, x, y }: Camera, { ground, window }: Sight): void {
  if (ground.width * zoom >= window.width) {
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + window.width).toBeLessThanOrEqual(ground.width * zoom + 1e-6);
  }
  if (ground.height * zoom >= window.height) {
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y + window.height).toBeLessThanOrEqual(ground.height * zoom + 1e-6);
  }
}

describe('the camera', () => {
  it('shows all of the ground when it is fitted, in the middle of what is left', () => {
    expect(fitted(sight)).toEqual({ zoom: 1, x: -0, y: -0 });
    const camera = fitted(wide);
    expect(camera.zoom).toBe(0.5);
    expect(toWindow(camera, wide, 100, 0)).toEqual({ x: 100, y: 100 });
    expect(toWindow(camera, wide, 1300, 400)).toEqual({ x: 700, y: 300 });
  });

  it('finds its way from the window to the ground and back', () => {
    const camera = { zoom: 3, x: 250, y: 77 };
    const at = toWindow(camera, sight, 321, 123);
    expect(toGround(camera, sight, at.x, at.y)).toEqual({ x: 321, y: 123 });
  });

  it('comes to the same place in a window of another size', () => {
    expect(placeOf(fitted(wide), wide)).toBeUndefined();
    expect(cameraAt(undefined, wide, 9)).toEqual(fitted(wide));
    const small: Sight = {
      ground: { left: 20, top: 0, width: 500, height: 200 },
      window: { left: 20, top: 0, width: 250, height: 200 },
    };
    for (const at of [
      { near: 2, x: 0.5, y: 0.5 },
      { near: 6.25, x: 0.3, y: 0.61 },
    ]) {
      for (const one of [sight, wide, small])
        expect(placeOf(cameraAt(at, one, 9), one)).toEqual(at);
    }
    // Where there is no more ground, as near to it as there is.
    const edge = cameraAt({ near: 3, x: 0, y: 1 }, wide, 9);
    staysOn(edge, wide);
    expect(edge.x).toBe(0);
    // No nearer than one can see more.
    expect(cameraAt({ near: 500, x: 0.5, y: 0.5 }, wide, 9).zoom).toBe(9);
  });

  it('keeps what lies under the pointer where it is', () => {
    let camera = fitted(sight);
    const at = { x: 450, y: 150 };
    const before = toGround(camera, sight, at.x, at.y);
    for (let i = 0; i < 12; ++i) camera = zoomedAt(camera, sight, 1.3, at, 40);
    const after = toGround(camera, sight, at.x, at.y);
    expect(after.x).toBeCloseTo(before.x, 6);
    expect(after.y).toBeCloseTo(before.y, 6);
    staysOn(camera, sight);
  });

  it('goes no further than the whole, and no nearer than the most', () => {
    const at = { x: 300, y: 200 };
    expect(zoomedAt(fitted(sight), sight, 0.1, at, 40)).toEqual(fitted(sight));
    expect(zoomedAt(fitted(sight), sight, 1e9, at, 40).zoom).toBe(40);
  });

  it('never leaves the ground', () => {
    for (const [x, y] of [
      [-1e4, -1e4],
      [1e4, 1e4],
      [50, 1e4],
    ] as const) {
      staysOn(clamped({ zoom: 2.5, x, y }, sight), sight);
      staysOn(clamped({ zoom: 1, x, y }, wide), wide);
    }
  });

  it('looks at a box as near as it fits, and at a high one from its top', () => {
    const small = { left: 400, top: 100, width: 20, height: 20 };
    const near = lookingAt(small, sight, 40);
    const corner = toWindow(near, sight, 400, 100);
    expect(near.zoom).toBeCloseTo((0.9 * 400) / 20);
    expect(corner.y).toBeCloseTo(0.05 * 400);
    // Below the heading.
    const below = toWindow(lookingAt(small, sight, 40, 60), sight, 400, 100);
    expect(below.y).toBeCloseTo(60 + 0.05 * 340);
    const high = lookingAt({ left: 300, top: 10, width: 64, height: 380 }, sight, 40);
    expect(high.zoom).toBeGreaterThan(1.5);
    expect(toWindow(high, sight, 300, 10).y).toBeGreaterThanOrEqual(0);
    staysOn(high, sight);
  });

  it('moves as little as it takes to have a box in sight', () => {
    const camera = { zoom: 4, x: 0, y: 0 };
    const box = { left: 120, top: 20, width: 30, height: 30 };
    expect(including(camera, box, sight)).toEqual(camera);
    const moved = including(camera, { left: 600, top: 20, width: 30, height: 30 }, sight);
    expect(toWindow(moved, sight, 630, 20).x).toBeCloseTo(700);
    expect(moved.y).toBe(0);
  });

  it('flies straight: half-way it looks at what lies between', () => {
    const [from, to] = [fitted(sight), { zoom: 16, x: 4000, y: 2000 }];
    expect(between(from, to, 0)).toEqual({ zoom: 1, x: 0, y: 0 });
    expect(between(from, to, 1)).toBe(to);
    const half = between(from, to, 0.5);
    expect(half.zoom).toBeCloseTo(4);
    // One point of the ground stays where it is all the way.
    const still = { x: 100 + 4000 / 15, y: 2000 / 15 };
    for (const share of [0, 0.25, 0.5, 1]) {
      const at = toWindow(between(from, to, share), sight, still.x, still.y);
      expect(at.x).toBeCloseTo(still.x, 6);
      expect(at.y).toBeCloseTo(still.y, 6);
    }
  });
});
