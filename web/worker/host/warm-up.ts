import type { Model } from 'receptive';
import { SliceLoop, type Turns } from '../run/loop';

/** Milliseconds of training, after which the browser has compiled again what is used most. */
const enough = 120;

/**
 * Trains a model that nobody sees, as long as nothing else is to be done. A browser compiles
 * WebAssembly hastily at first, and with care what turns out to be called often; a long call goes on
 * in the hasty form. After some short calls the first step that a visitor asks for is a fast one.
 */
export class WarmUp {
  private readonly loop: SliceLoop;
  private model: Model | undefined;
  private spent = 0;

  /** @param make A small model of the same network, with data to train on. */
  constructor(
    private readonly make: () => Model,
    private readonly turns: Turns,
  ) {
    // Slices of one piece: whoever asks for something waits for one small step at most.
    this.loop = new SliceLoop(() => this.piece(), turns, 0);
    this.loop.wake();
  }

  end(): void {
    this.loop.close();
    this.model?.dispose();
    this.model = undefined;
  }

  private piece(): boolean {
    const start = this.turns.now();
    try {
      this.model ??= this.make();
      this.model.step();
    } catch {
      this.end(); // no memory, or a network that diverges: it was for nothing, and is no harm
      return false;
    }
    this.spent += this.turns.now() - start;
    if (this.spent < enough) return true;
    this.end();
    return false;
  }
}
