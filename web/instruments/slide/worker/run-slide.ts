import type { SlidingNetwork } from 'receptive';
import { paperAndInk } from '../../../protocol/paint';
import type { SlideRequest } from '../commands';
import type { SlideAnswer, SlideTiming } from '../protocol';
import type { Look } from '../../../worker/host/run-host';

/** The canvas in windows of the network, down and across. */
const windowsDown = 3;
const windowsAcross = 5;
/** Lines of MNIST are about 2.8 of 28 pixels wide. */
const penShare = 0.1;
/** The ink's centre may be so far off, as a share of the window's shorter side, and of a stride. */
const offCentre = 0.1;
const offStride = 0.75;
const inkPictures = 50;
const cropsAtOnce = 32;

/** The present network over a canvas of several windows. */
export class RunSlide {
  private network: SlidingNetwork | undefined;
  /** Ink of a test picture, in pixels. */
  private usualInk = 0;

  constructor(private readonly look: Look) {}

  answer(request: SlideRequest): SlideAnswer {
    const network = this.made();
    const { look } = this;
    const { height, width } = look.data.info;
    const placed = this.fill(network, request);
    const start = performance.now();
    network.run();
    const milliseconds = performance.now() - start;
    const { ink, offCentre: off } = network.measureInk();
    const most = Math.max(
      offCentre * Math.min(height, width),
      offStride * Math.max(...network.stride),
    );
    const least = request.ink * this.usualInk;
    const allowed = Uint8Array.from(ink, (amount, i) =>
      request.ink === 0 || (amount >= least && off[i]! <= most) ? 1 : 0,
    );
    const [down, right] = network.stride;
    return {
      run: look.run,
      step: look.step,
      height: network.height,
      width: network.width,
      canvas: network.canvas(),
      rows: network.rows,
      columns: network.columns,
      stride: [down, right],
      window: [height, width],
      answers: network.answers(),
      allowed,
      finds: network.peaks(allowed, request.threshold).map((peak) => ({
        ...peak,
        top: peak.row * down,
        left: peak.column * right,
      })),
      placed,
      milliseconds,
    };
  }

  async time(): Promise<SlideTiming> {
    const network = this.made();
    const { look } = this;
    const { classes } = network;
    const positions = network.rows * network.columns;
    // The pass and the crops in turn, so that both meet the same weights and the same neighbours.
    let [pass, crops, difference] = [Infinity, Infinity, 0];
    for (let round = 0; round < 3; ++round) {
      let start = performance.now();
      network.run();
      pass = Math.min(pass, performance.now() - start);
      const answers = network.answers();
      let [spent, largest] = [0, 0];
      for (let first = 0; first < positions; first += cropsAtOnce) {
        const count = Math.min(cropsAtOnce, positions - first);
        start = performance.now();
        const cut = network.crops(first, count);
        spent += performance.now() - start;
        for (let i = 0; i < cut.length; ++i) {
          const at = (i % classes) * positions + first + Math.floor(i / classes);
          largest = Math.max(largest, Math.abs(cut[i]! - answers[at]!));
        }
        // The last round alone gives way: before, no step may come between pass and crops.
        if (round === 2) await look.giveWay();
      }
      if (round === 0) difference = largest;
      crops = Math.min(crops, spent);
      await look.giveWay();
    }
    return { run: look.run, positions, pass, crops, difference };
  }

  dispose(): void {
    this.network?.dispose();
    this.network = undefined;
  }

  private made(): SlidingNetwork {
    if (this.network) return this.network;
    const { data, model, spec } = this.look;
    const { height, width } = data.info;
    const values = paperAndInk(data.info);
    const made = model.features.slide(spec, height * windowsDown, width * windowsAcross, values);
    const count = Math.min(inkPictures, data.test.count);
    for (let i = 0; i < count; ++i) this.usualInk += made.inkOf(data.test, i) / count;
    this.network = made;
    return made;
  }

  private fill(network: SlidingNetwork, request: SlideRequest): SlideAnswer['placed'] {
    const { data } = this.look;
    const { height, width } = data.info;
    network.clear();
    const places = network.scatter(request.scattered, data.test.count, request.seed);
    for (const { picture, top, left } of places) network.lay(data.test, picture, top, left);
    const strokes = request.strokes.map((stroke) =>
      stroke.map(([x, y, pressure]) => [x * network.width, y * network.height, pressure] as const),
    );
    network.draw(strokes, Math.max(0.9, penShare * Math.min(height, width)));
    const labels = data.labels('test');
    return places.map(({ picture, top, left }) => ({ label: labels[picture]!, top, left }));
  }
}
