import type { SlideApi } from '../commands';
import type { RunHost, Look } from '../../../worker/host/run-host';
import { RunSlide } from './run-slide';
import { Shifts, reachOf } from './shifts';
import { ShrinkNets } from './shrink-nets';

const movedPictures = 50;

/** What belongs to one run. */
class RunShifts {
  readonly slide: RunSlide;
  private made: Shifts | undefined;

  constructor(readonly look: Look) {
    this.slide = new RunSlide(look);
  }

  get shifts(): Shifts {
    const { model, data } = this.look;
    return (this.made ??= new Shifts(model, data.info));
  }

  dispose(): void {
    this.slide.dispose();
    this.made?.dispose();
  }
}

export function slideService(host: RunHost): SlideApi {
  let present: RunShifts | undefined;
  /** Of the present data; they outlive the runs on it. */
  let shrinks: ShrinkNets | undefined;

  const of = (run: number): RunShifts => {
    const look = host.look(run);
    if (present?.look !== look) {
      present?.dispose();
      present = new RunShifts(look);
    }
    return present;
  };
  host.onRun(({ data }) => {
    present?.dispose();
    present = undefined;
    if (shrinks && shrinks.data !== data) {
      shrinks.dispose();
      shrinks = undefined;
    }
  });

  return {
    slide: async (run, request) => of(run).slide.answer(request),
    timeSlide: async (run) => of(run).slide.time(),
    shiftPicture: async (run, choice) => {
      const { look, shifts } = of(run);
      const { image, label } = look.picture(choice);
      const { info } = look.data;
      const reach = reachOf(info);
      return {
        run,
        step: look.step,
        reach,
        label: label ?? -1,
        image: image.slice(),
        nets: [
          { of: 'present', answers: shifts.answers(image, reach) },
          ...(shrinks?.answers(image, reach) ?? []),
        ],
      };
    },
    measureShifts: async (run) => {
      const { look, shifts } = of(run);
      const step = look.step;
      const moved = Math.min(movedPictures, look.data.test.count);
      let kept = 0;
      for (let i = 0; i < moved; ++i) {
        kept += shifts.kept(look.data.test.example(i).image) / moved;
        await look.giveWay();
      }
      return { run, step, kept, moved };
    },
    trainShrinks: async (run, milliseconds) => {
      const { look } = of(run);
      const nets = (shrinks ??= new ShrinkNets(look.engine, look.data));
      let left = milliseconds;
      while (left > 0 && !nets.done) {
        const start = performance.now();
        nets.piece();
        left -= performance.now() - start;
        await look.giveWay();
      }
      return { run, nets: nets.progress(), done: nets.done };
    },
  };
}
