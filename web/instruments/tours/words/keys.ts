import type { KeyGroup } from '../../../client/words/keys';

export const keys: KeyGroup = {
  where: 'In a tour, while a figure is stepped through',
  keys: [{ keys: ['↑', '↓', '←', '→'], does: 'the place beside it' }],
};
