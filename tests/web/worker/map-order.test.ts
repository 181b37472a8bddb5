import { describe, expect, it } from 'vitest';
import { MapOrder } from '../../../web/worker/picture/map-order';

const never = (): number[] => {
  throw new Error('asked again');
};

describe('MapOrder', () => {
  it('leaves three maps as they are', () => {
    expect(new MapOrder().of('conv', 3, never)).toEqual([0, 1, 2]);
  });

  it('puts the strongest first, equals as they come, and what is no number last', () => {
    expect(new MapOrder().of('conv', 5, () => [1, 5, NaN, 5, 3])).toEqual([1, 3, 4, 0, 2]);
  });

  it('keeps the order while the picture stays, and orders anew for another one', () => {
    const order = new MapOrder();
    order.begin('test 1');
    expect(order.of('conv', 4, () => [1, 2, 3, 4])).toEqual([3, 2, 1, 0]);
    order.begin('test 1');
    expect(order.of('conv', 4, never)).toEqual([3, 2, 1, 0]);
    order.begin('test 2');
    expect(order.of('conv', 4, () => [4, 3, 2, 1])).toEqual([0, 1, 2, 3]);
  });

  it('orders each layer by itself', () => {
    const order = new MapOrder();
    order.of('a', 4, () => [1, 2, 3, 4]);
    expect(order.of('b', 4, () => [4, 3, 2, 1])).toEqual([0, 1, 2, 3]);
  });
});
