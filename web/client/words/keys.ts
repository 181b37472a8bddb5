export interface KeyGroup {
  /** Where these keys mean something. */
  where: string;
  keys: readonly { keys: string[]; does: string }[];
}

/** Those of the first group are listened to in app/keys.ts. */
export const pageKeys: readonly KeyGroup[] = [
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
      { keys: ['1', '…', '9'], does: 'go to a layer' },
      { keys: ['?'], does: 'this help' },
    ],
  },
  {
    where: 'In the network picture',
    keys: [
      { keys: ['↑', '↓', '←', '→'], does: 'from square to square, map to map, layer to layer' },
      { keys: ['home', 'end'], does: 'on the headings: the first or the last layer' },
      { keys: ['enter'], does: 'keep the number under the cursor explained' },
      { keys: ['esc'], does: 'one level out: from the number to the layer, to the whole network' },
      { keys: ['+', '-', '0'], does: 'nearer, further, everything in sight' },
      { keys: ['shift', '↑', '↓', '←', '→'], does: 'move the view' },
    ],
  },
];

/** What is alike in many places. */
export const sharedKeys: readonly KeyGroup[] = [
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
