import type { KeyGroup } from '../../../client/words/keys';

export const keys: KeyGroup = {
  where: 'In the list of layers (Build)',
  keys: [
    { keys: ['↑', '↓'], does: 'the layer above or below' },
    { keys: ['alt', '↑ ↓'], does: 'move the layer' },
    { keys: ['delete'], does: 'remove the layer' },
    { keys: ['ctrl', 'z'], does: 'undo; with shift, redo' },
  ],
};
