import type { Frame } from '../../protocol/messages';

/**
 * Keeps exactly one question for a frame under way, and asks the next only when the browser is
 * ready to draw again: training never waits for drawing, and a hidden page asks nothing.
 */
export class FramePump {
  private wanted = false;
  private busy = false;

  constructor(
    private readonly ask: () => Promise<Frame | undefined> | undefined,
    /** Draws the frame; says whether another is to follow by itself. */
    private readonly deliver: (frame: Frame) => boolean,
    private readonly fail: (error: unknown) => void,
    private readonly soon: (task: () => void) => void,
  ) {}

  /** Something has changed that a new frame would show. */
  want(): void {
    this.wanted = true;
    this.kick();
  }

  private kick(): void {
    if (this.busy || !this.wanted) return;
    this.busy = true;
    this.soon(() => void this.round());
  }

  private async round(): Promise<void> {
    this.wanted = false;
    try {
      const frame = await this.ask();
      if (frame && this.deliver(frame)) this.wanted = true;
    } catch (error) {
      this.fail(error);
    } finally {
      this.busy = false;
    }
    this.kick();
  }
}
