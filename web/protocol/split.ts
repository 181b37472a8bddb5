/** The pictures of a data set that are learned from, and those that the network is tested with. */
export type Split = 'train' | 'test';
