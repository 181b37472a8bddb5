export interface KeyGroup {
  /** Where these keys mean something. */
  where: string;
  keys: readonly { keys: string[]; does: string }[];
}

/** Every key of the page, for the help; those of the first group are listened to in state/keys.ts. */
export const keyGroups: readonly KeyGroup[] = [
  {
    where: 'Anywhere on the page',
    keys: [
      { keys: ['space'], does: 'Train or Pause' },
      { keys: ['→'], does: 'one training step' },
      { keys: ['s'], does: 'slow motion: one step for every picture' },
      { keys: ['r'], does: 'reset, with the same weights' },
      { keys: ['shift', 'r'], does: 'reset, with a new seed' },
      { keys: ['g'], does: 'values or gradients in front' },
      { keys: ['d'], does: 'go to the drawing pad' },
      { keys: ['1', '…', '9'], does: 'point out a layer' },
      { keys: ['?'], does: 'this help' },
    ],
  },
  {
    where: 'In the network picture',
    keys: [
      { keys: ['↑', '↓', '←', '→'], does: 'from square to square, map to map, layer to layer' },
      { keys: ['home', 'end'], does: 'on the headings: the first or the last layer' },
      { keys: ['enter'], does: 'keep the number under the cursor explained' },
      { keys: ['esc'], does: 'let it go; once more, back to the heading' },
    ],
  },
  {
    where: 'In the explanation of a number',
    keys: [
      { keys: ['space'], does: 'the next position of the filter' },
      { keys: ['↑', '↓', '←', '→'], does: 'the position beside it' },
      { keys: ['home', 'end'], does: 'the first or the last position' },
      { keys: ['esc'], does: 'close it' },
    ],
  },
  {
    where: 'In a tour, while a figure is stepped through',
    keys: [{ keys: ['↑', '↓', '←', '→'], does: 'the place beside it' }],
  },
  {
    where: 'On a filter that is edited',
    keys: [
      { keys: ['↑', '↓', '←', '→'], does: 'from weight to weight' },
      { keys: ['+', '−'], does: 'make it larger or smaller by the brush' },
      { keys: ['0', '…', '9'], does: 'type a value; enter keeps it, esc does not' },
      { keys: ['delete'], does: 'make it 0' },
      { keys: ['ctrl', 'z'], does: 'undo; with shift, redo' },
    ],
  },
  {
    where: 'In the list of layers (Build)',
    keys: [
      { keys: ['↑', '↓'], does: 'the layer above or below' },
      { keys: ['alt', '↑ ↓'], does: 'move the layer' },
      { keys: ['delete'], does: 'remove the layer' },
      { keys: ['ctrl', 'z'], does: 'undo; with shift, redo' },
    ],
  },
  {
    where: 'In tables, curves and rows of pictures',
    keys: [
      { keys: ['↑', '↓', '←', '→'], does: 'the cell, step or picture beside it' },
      { keys: ['home', 'end'], does: 'the first or the last' },
      { keys: ['enter'], does: 'open it' },
    ],
  },
  {
    where: 'In the drawing pad',
    keys: [
      { keys: ['↑', '↓', '←', '→'], does: 'move the pen' },
      { keys: ['enter'], does: 'put the pen down or lift it' },
      { keys: ['backspace'], does: 'take back the last stroke' },
      { keys: ['delete'], does: 'clear the drawing' },
    ],
  },
  {
    where: 'On a row of tabs, in a dialog',
    keys: [
      { keys: ['←', '→'], does: 'the tab beside it' },
      { keys: ['esc'], does: 'close the dialog' },
    ],
  },
];
