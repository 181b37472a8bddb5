import type { SlideApi } from '../commands';
import type { RunHost, Session } from '../../../worker/host/run-host';
import { RunSlide } from './run-slide';
import { Shifts, reachOf } from './shifts';
import { ShrinkNets } from './shrink-nets';

const movedPictures = 50;

/** What belongs to one run. */
class RunShifts {
  readonly slide: RunSlide;
  private made: Shifts | undefined;

  constructor(readonly session: Session) {
    this.slide = new RunSlide(session);
  }

  get shifts(): Shifts {
    const { network, data } = this.session;
    return (this.made ??= new Shifts(network.model, data.info));
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
    const session = host.of(run);
    if (present?.session !== session) {
      present?.dispose();
      present = new RunShifts(session);
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
      const { session, shifts } = of(run);
      const { image, label } = session.pictures.of(choice);
      const { info } = session.data;
      const reach = reachOf(info);
      return {
        run,
        step: session.progress.steps,
        reach,
        label: label ?? -1,
        image: image.slice(0, info.height * info.width),
        nets: [
          { of: 'present', answers: shifts.answers(image, reach) },
          ...(shrinks?.answers(image, reach) ?? []),
        ],
      };
    },
    measureShifts: async (run) => {
      const { session, shifts } = of(run);
      const step = session.progress.steps;
      const moved = Math.min(movedPictures, session.data.test.count);
      let kept = 0;
      for (let i = 0; i < moved; ++i) {
        kept += shifts.kept(session.data.test.example(i).image) / moved;
        await session.giveWay();
      }
      return { run, step, kept, moved };
    },
    trainShrinks: async (run, milliseconds) => {
      const { session } = of(run);
      const nets = (shrinks ??= new ShrinkNets(session.engine, session.data));
      let left = milliseconds;
      while (left > 0 && !nets.done) {
        const start = performance.now();
        nets.piece();
        left -= performance.now() - start;
        await session.giveWay();
      }
      return { run, nets: nets.progress(), done: nets.done };
    },
  };
}
