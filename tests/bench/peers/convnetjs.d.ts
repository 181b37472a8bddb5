/** What is used of ConvNetJS, which brings no types. */
declare module 'convnetjs' {
  interface Volume {
    w: Float64Array;
  }
  interface Layer {
    filters?: Volume[];
    biases?: Volume;
  }
  class Vol implements Volume {
    constructor(width: number, height: number, depth: number, value: number);
    w: Float64Array;
  }
  class Net {
    layers: Layer[];
    makeLayers(definitions: Record<string, unknown>[]): void;
    forward(picture: Vol): Volume;
  }
  class Trainer {
    constructor(net: Net, options: Record<string, unknown>);
    train(picture: Vol, label: number): { cost_loss: number };
  }
  const convnetjs: { Vol: typeof Vol; Net: typeof Net; Trainer: typeof Trainer };
  export default convnetjs;
}
