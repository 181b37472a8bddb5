import { describe, expect, it } from 'vitest';
import { Curve, RateMeter, RecentMean } from '../../../web/worker/run/metrics';

describe('RecentMean', () => {
  it('is NaN before the first step', () => {
    expect(new RecentMean().mean).toEqual({ loss: NaN, accuracy: NaN });
  });

  it('is the mean of the newest steps only', () => {
    const recent = new RecentMean(3);
    for (const loss of [100, 1, 2, 6]) recent.add({ loss, accuracy: loss / 10 });
    expect(recent.mean.loss).toBe(3);
    expect(recent.mean.accuracy).toBeCloseTo(0.3, 12);
  });
});

describe('RateMeter', () => {
  it('counts examples per second of wall time over about the last second', () => {
    const meter = new RateMeter();
    meter.start(0);
    expect(meter.perSecond(0)).toBeNaN();
    // 32 examples each 10 ms for two seconds, then 64 each 10 ms.
    for (let time = 10; time <= 2000; time += 10) meter.add(time, 32);
    expect(meter.perSecond(2000)).toBeCloseTo(3200, -1.5);
    for (let time = 2010; time <= 4000; time += 10) meter.add(time, 64);
    expect(meter.perSecond(4000)).toBeCloseTo(6400, -1.5);
  });

  it('counts the time between steps as well', () => {
    const meter = new RateMeter();
    meter.start(0);
    for (let time = 100; time <= 1000; time += 100) meter.add(time, 10);
    expect(meter.perSecond(2000)).toBeCloseTo(50, 6);
  });

  it('keeps its figure over a pause and does not count the pause', () => {
    const meter = new RateMeter();
    meter.start(0);
    for (let time = 10; time <= 1000; time += 10) meter.add(time, 1);
    meter.stop(1000);
    expect(meter.perSecond(60_000)).toBeCloseTo(100, 0);
    meter.start(60_000);
    expect(meter.perSecond(60_050)).toBeCloseTo(100, 0);
    for (let time = 60_010; time <= 61_000; time += 10) meter.add(time, 2);
    expect(meter.perSecond(61_000)).toBeCloseTo(200, 0);
  });
});

describe('Curve', () => {
  it('has every step of a short run', () => {
    const curve = new Curve(10);
    for (let step = 1; step <= 9; ++step) curve.add(step, { loss: step, accuracy: 0 });
    expect(curve.all.map((point) => point.step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('has means over more and more steps of a long run, and loses none', () => {
    const curve = new Curve(10);
    for (let step = 1; step <= 100_000; ++step) curve.add(step, { loss: step % 2, accuracy: 1 });
    const points = curve.all;
    expect(points.length).toBeLessThan(200);
    expect(points.at(-1)!.loss).toBeCloseTo(0.5, 2);
    expect(points.every((point) => point.accuracy === 1)).toBe(true);
    const steps = points.map((point) => point.step);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
  });
});
