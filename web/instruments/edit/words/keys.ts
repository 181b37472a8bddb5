import type { KeyGroup } from '../../../client/words/keys';

export const keys: KeyGroup = {
  where: 'On a filter that is edited',
  keys: [
    { keys: ['↑', '↓', '←', '→'], does: 'from weight to weight' },
    { keys: ['+', '−'], does: 'make it larger or smaller by the brush' },
    { keys: ['0', '…', '9'], does: 'type a value; enter keeps it, esc does not' },
    { keys: ['delete'], does: 'make it 0' },
    { keys: ['ctrl', 'z'], does: 'undo; with shift, redo' },
  ],
};
