import type { Tour } from './tour';

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
        'With MNIST loaded (choose it above) they train on MNIST, else on generated digits.',
      ],
      figure: {
        kind: 'ladder',
        rungs: [
          { preset: 'softmax', adds: 'one weight for every pixel and class: a template each' },
          { preset: 'mlp', adds: 'a hidden layer of 128: templates of parts' },
          { preset: 'small', adds: 'two small convolutions: the same part, wherever it stands' },
          {
            preset: '99-in-seconds',
            adds: 'more filters, and a learning rate that rises and falls',
          },
        ],
      },
    },
    {
      title: 'What is still wrong?',
      text: [
        'Judge shows the pictures behind the last per cent. Look at the worst mistakes: would you have been sure? Many of them are drawn so that people disagree too.',
      ],
      go: { label: 'See the mistakes', stage: 'judge' },
    },
  ],
};
