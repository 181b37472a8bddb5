import type { KeyGroup } from '../../../client/words/keys';

export const keys: KeyGroup = {
  where: 'In the explanation of a number',
  keys: [
    { keys: ['space'], does: 'the next position of the filter' },
    { keys: ['↑', '↓', '←', '→'], does: 'the position beside it' },
    { keys: ['home', 'end'], does: 'the first or the last position' },
    { keys: ['esc'], does: 'close it' },
  ],
};
