import { describe, expect, test } from 'vitest';
import type { ModelSpec } from 'receptive';
import { recipeNotes } from '../../../web/client/recipe/recipeNotes';

const plain: ModelSpec = { input: [1, 9, 9], layers: [] };

describe('what a recipe does besides what the page shows', () => {
  test('nothing to say of a plain recipe', () => {
    expect(recipeNotes(plain)).toBe('');
    expect(recipeNotes({ ...plain, schedule: 'constant', averaging: 'none' })).toBe('');
  });

  test('the schedule says how the learning rate changes', () => {
    const schedule = { type: 'exponential', rate: 0.6 } as const;
    expect(recipeNotes({ ...plain, schedule })).toContain('multiplied by 0.6 each epoch');
    const cycle = { type: 'oneCycle', epochs: 15 } as const;
    expect(recipeNotes({ ...plain, schedule: cycle })).toContain('is the peak');
    expect(recipeNotes({ ...plain, schedule: cycle })).toContain('over 15 epochs');
    const step = { type: 'step', every: 3 } as const;
    expect(recipeNotes({ ...plain, schedule: step })).toContain('by 0.1 every 3 epochs');
  });

  test('averaging is named', () => {
    const text = recipeNotes({ ...plain, averaging: 'exponential' });
    expect(text).toContain('Answers and maps are of averaged weights');
    expect(text).toContain('gradients and updates of the trained ones');
  });
});
