import { expect } from 'vitest';
import { tours } from '../../../../../web/instruments/tours/words';
import { engine } from '../../../worker/watched-engine';
import { figure, sum, type Claim } from './lesson';

export const ladderClaims: Claim[] = [
  {
    says: ['Train them one after the other, on digits, in this page.'],
    holds: () => {
      const presets = engine.presets();
      const { kind } = figure('ladder', 0);
      expect(kind).toBe('ladder');
      const figureOfLadder = tours.find(({ id }) => id === 'ladder')!.steps[0]!.figure;
      if (figureOfLadder?.kind !== 'ladder') throw new Error('no ladder');
      expect(figureOfLadder.rungs.length).toBe(4);
      const layersOf = (rung: number) => {
        const { preset } = figureOfLadder.rungs[rung]!;
        const model = engine.model(presets.find(({ name }) => name === preset)!.spec);
        const layers = model.layers();
        model.dispose();
        return layers;
      };
      const weighing = (rung: number) => layersOf(rung).filter(({ role }) => role === 'weighs');
      // One weight for every pixel and class; a hidden layer of 128; two convolutions; more.
      expect(weighing(0).map(({ parameters }) => parameters[0]!.shape)).toEqual([[10, 784]]);
      expect(weighing(1).map(({ outputShape }) => outputShape[0])).toEqual([128, 10]);
      const convolutions = (rung: number): number[] =>
        weighing(rung).flatMap(({ parameters }) =>
          parameters[0]!.shape.length === 4 ? [parameters[0]!.shape[0]!] : [],
        );
      expect(convolutions(2).length).toBe(2);
      expect(sum(convolutions(3))).toBeGreaterThan(sum(convolutions(2)));
      const best = presets.find(({ name }) => name === figureOfLadder.rungs[3]!.preset)!;
      expect(best.spec.schedule).toMatchObject({ type: 'oneCycle' });
    },
  },
  {
    // Minutes of training on MNIST's files: README measures it.
    says: ['The 99 % of the title are of MNIST, on a fast computer.'],
    holds: () => undefined,
  },
];
