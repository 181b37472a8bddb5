import type { Photograph } from '../../protocol/data-sets';
import { sentence } from './data-words';

/** More pixels of a picture are not read: it becomes a small one. */
const longestRead = 640;

/** The visitor's camera: off until it is asked for, and off again when its view goes away. */
export class Camera {
  stream = $state.raw<MediaStream | undefined>();
  starting = $state(false);
  problem = $state<string | undefined>();
  /** The view that asked is gone. */
  private over = false;

  static get possible(): boolean {
    // Absent where the page did not come over a safe connection.
    return typeof navigator !== 'undefined' && navigator.mediaDevices?.getUserMedia !== undefined;
  }

  async start(): Promise<void> {
    this.problem = undefined;
    this.starting = true;
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: false,
        video: { width: { ideal: 640 }, height: { ideal: 480 }, facingMode: 'environment' },
      });
      if (this.over) stop(stream);
      else this.stream = stream;
    } catch (error) {
      this.problem = cameraProblem(error);
    } finally {
      this.starting = false;
    }
  }

  stop(): void {
    if (this.stream) stop(this.stream);
    this.stream = undefined;
  }

  end(): void {
    this.over = true;
    this.stop();
  }
}

/** Reads what a video shows, once it shows something. */
export class FrameReader {
  private readonly canvas = document.createElement('canvas');

  read(video: HTMLVideoElement): Photograph | undefined {
    const { videoWidth, videoHeight } = video;
    if (videoWidth === 0 || videoHeight === 0) return undefined;
    const part = Math.min(1, longestRead / Math.max(videoWidth, videoHeight));
    const [width, height] = [videoWidth, videoHeight].map((side) => Math.ceil(side * part));
    const { canvas } = this;
    if (canvas.width !== width) canvas.width = width!;
    if (canvas.height !== height) canvas.height = height!;
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('This browser gives the page no canvas to read pictures with.');
    context.imageSmoothingQuality = 'high';
    context.drawImage(video, 0, 0, width!, height!);
    return {
      width: width!,
      height: height!,
      data: context.getImageData(0, 0, width!, height!).data,
    };
  }
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** What a person can do about it; browsers say it in words for programmers. */
export function cameraProblem(error: unknown): string {
  switch (error instanceof Error ? error.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'The browser did not let this page use the camera. Allow it in the address bar, then start again.';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'No camera was found. Connect one, then start again.';
    case 'NotReadableError':
    case 'AbortError':
      return 'The camera is there, but gave no picture. Another program may be using it.';
    default:
      return `The camera could not be started: ${sentence(error)}`;
  }
}
