import type { LadderFigure, Tour } from './tour';

const rungs: LadderFigure['rungs'] = [
  { preset: 'softmax', adds: 'one weight for every pixel and class: a template each' },
  { preset: 'mlp', adds: 'a hidden layer of 128: templates of parts' },
  { preset: 'small', adds: 'two small convolutions: the same part, wherever it stands' },
  { preset: '99-in-seconds', adds: 'more filters, and a learning rate that rises and falls' },
];

export const ladderTour: Tour = {
  id: 'ladder',
  title: 'From softmax to 99 %',
  promise: 'You will have trained four networks and seen what each new idea is worth.',
  source: 'After the KTH slides on Keras; every figure is measured here',
  steps: [
    {
      title: 'Four rungs',
      text: [
        'Train them one after the other, on digits, in this page. Each rung is measured on the test set when its time is up; the time is the same for all.',
        'The 99 % of the title are of MNIST, on a fast computer. Without MNIST the rungs train on generated digits, which are harder to tell apart.',
      ],
      figure: { kind: 'ladder', rungs },
    },
    {
      title: 'What is still wrong?',
      text: [
        'Judge shows the pictures that the rung trained last misreads. Look at the worst mistakes: would you have been sure?',
      ],
      go: {
        label: 'See the mistakes',
        stage: 'judge',
        after: {
          networks: rungs.map(({ preset }) => preset),
          step: 0,
          label: 'Back to the rungs: train one',
        },
      },
    },
  ],
};
